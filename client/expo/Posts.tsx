/** The posts: who stands there, until when, who relieves them, and whose relief is late. */
import { useState } from 'react'
import type { Operation, Post } from '#contract/expo.ts'
import type { PostState } from '#contract/strength.ts'
import { attempt } from '../desk/say.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { flyTo } from '../scene.ts'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { relieve } from './commands.ts'
import { DutySheet } from './DutySheet.tsx'
import { Part } from './Part.tsx'
import { usePosts } from './strengths.ts'

export function Posts({ operation }: { operation: Operation }) {
  const words = useWords()
  const states = usePosts(operation)
  const manned = [...states.values()].filter(({ standing }) => standing.length > 0).length
  return (
    <Part
      section="posts"
      title={words.expo.posts}
      aside={`${words.expo.standing} ${manned}/${operation.posts.length}`}
    >
      <ul className="expo-posts">
        {operation.posts.map((post) => (
          <PostRow key={post.zone} operation={operation} post={post} state={states.get(post.zone)} />
        ))}
      </ul>
    </Part>
  )
}

type RowProps = { readonly operation: Operation; readonly post: Post; readonly state: PostState | undefined }

function PostRow({ operation, post, state }: RowProps) {
  const words = useWords()
  const named = useNamed()
  const mayRun = useMay('expo.run')
  const linked = useMayCommand()
  const [asking, setAsking] = useState(false)
  if (!state) return null
  const { duty } = state
  return (
    <li className="expo-post" data-testid="post-row" data-overdue={state.overdueSince !== undefined}>
      <button type="button" className="expo-place clip" onClick={() => flyTo(post.place, 16)}>
        <b>{named(post)}</b> {post.fixed && <span className="tag">{words.expo.fixed}</span>}
      </button>
      <Standing state={state} />
      <Relief state={state} />
      <span className="expo-acts">
        {mayRun && duty && (
          <button
            type="button"
            className="button quiet"
            disabled={!linked}
            onClick={() => void attempt(() => relieve(operation, duty.id))}
          >
            {words.expo.relieve}
          </button>
        )}
        {mayRun && (
          <button type="button" className="button quiet" onClick={() => setAsking(true)}>
            {words.expo.roster}
          </button>
        )}
      </span>
      {asking && (
        <DutySheet
          operation={operation}
          zone={post.zone}
          name={named(post)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  )
}

/** ● somebody whose duty it is, ○ nobody. */
export function Standing({ state: { standing, duty } }: { state: PostState }) {
  const words = useWords()
  const codeOf = useCodes()
  if (standing.length === 0) {
    return (
      <span className="late clip">
        ○ {duty ? words.expo.until(codeOf(duty.unit), hour(duty.endsAt)) : words.expo.nobody}
      </span>
    )
  }
  return <span className="clip">● {standing.map(codeOf).join(' ')}</span>
}

export function Relief({ state: { duty, next, overdueSince } }: { state: PostState }) {
  const words = useWords()
  const now = useNow()
  const codeOf = useCodes()
  if (overdueSince !== undefined) {
    const minutes = Math.floor((now - overdueSince) / 60_000)
    return <span className="late clip">{words.expo.overdue(minutes)}</span>
  }
  if (next)
    return <span className="low clip">{words.expo.relief(codeOf(next.unit), hour(next.startsAt))}</span>
  return (
    <span className="low clip">
      {duty ? `${words.expo.until(codeOf(duty.unit), hour(duty.endsAt))} · ` : ''}
      {words.expo.noRelief}
    </span>
  )
}

const hour = (at: number): string => clockTime(at).slice(0, 5)

function useCodes(): (unit: number) => string {
  const units = useFacts((facts) => facts.units)
  return (unit) => units.get(unit)?.code ?? `#${unit}`
}
