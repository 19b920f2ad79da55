/** Posts on the wall: those that need somebody first. */
import { useMemo } from 'react'
import type { Operation, Post } from '#contract/expo.ts'
import type { PostState } from '#contract/strength.ts'
import { useNamed, useWords } from '../../ui/words.ts'
import { Relief, Standing } from '../Posts.tsx'
import { usePosts } from '../strengths.ts'
import { Fitted } from './Fitted.tsx'

const ROW_REM = 3.4

type Row = { readonly post: Post; readonly state: PostState }

export function WallPosts({ operation, rootPx }: { operation: Operation; rootPx: number }) {
  const words = useWords()
  const states = usePosts(operation)
  const rows = useMemo(() => rowsOf(operation.posts, states), [operation.posts, states])
  const manned = rows.filter(({ state }) => state.standing.length > 0).length
  return (
    <section className="wall-log">
      <header className="wall-head">
        <h2>{words.expo.posts}</h2>
        <span className="middle">
          {words.expo.standing} <b>{manned}</b>/{rows.length}
        </span>
      </header>
      <Fitted
        items={rows}
        rowRem={ROW_REM}
        rootPx={rootPx}
        row={(each) => <PostLine key={each.post.zone} {...each} />}
      />
    </section>
  )
}

function PostLine({ post, state }: Row) {
  const named = useNamed()
  const words = useWords()
  return (
    <li className="operation-post" data-testid="wall-post">
      <span className="clip">
        {named(post)} {post.fixed && <span className="low">{words.expo.fixed}</span>}
      </span>
      <Standing state={state} />
      <Relief state={state} />
    </li>
  )
}

/** Late relief, then empty fixed posts, then empty ones, then the others. */
function rowsOf(posts: readonly Post[], states: ReadonlyMap<number, PostState>): Row[] {
  const rows = posts.flatMap((post) => {
    const state = states.get(post.zone)
    return state ? [{ post, state }] : []
  })
  return rows.sort((one, other) => needOf(one) - needOf(other))
}

function needOf({ post, state }: Row): number {
  if (state.overdueSince !== undefined) return 0
  if (state.standing.length === 0) return post.fixed ? 1 : 2
  return 3
}
