/** What a case being written likely repeats, shown before it is filed; one may be chosen to fuse it into at once. */
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { type Similar, type SimilarDraft, similarToDraft } from '#contract/problems.ts'
import type { Ticket } from '#contract/tickets.ts'
import { call, Refusal } from '../api.ts'
import { useFacts } from '../facts.ts'
import { useSelection } from '../selection.ts'
import { useMay } from '../session.ts'
import type { Draft } from '../tickets/complete.ts'
import { useWords } from '../ui/words.ts'
import { fuse } from './commands.ts'
import { SimilarRow } from './SimilarRow.tsx'
import './problems.css'

/** Which case the one being written is to be fused into. */
const useIntended = create<{ readonly into: number | null }>(() => ({ into: null }))

/** Fuses a case just opened into the one chosen while it was written; answers whether one was. */
export async function fuseAsIntended(ticket: Ticket): Promise<boolean> {
  const into = useFacts.getState().tickets.get(useIntended.getState().into ?? 0)
  useIntended.setState({ into: null })
  if (into) await fuse(ticket, into)
  return into !== undefined
}

export function SimilarToDraft({ draft }: { draft: Draft }) {
  const words = useWords()
  const mayFuse = useMay('ticket.merge')
  const { list, failed } = useSimilarTo(draft)
  const intended = useIntended((state) => state.into)
  const choose = (id: number) => useIntended.setState({ into: intended === id ? null : id })
  useEffect(() => () => useIntended.setState({ into: null }), [])
  return (
    <section
      className="similar-draft"
      aria-label={words.problems.similar}
      aria-live="polite"
      data-testid="similar-draft"
    >
      <span className="label">
        {words.problems.similar}{' '}
        <span className="low">
          {list === null ? words.problems.draftNeedsPlace : list.length === 0 ? words.problems.noSimilar : ''}
        </span>
      </span>
      {failed && <p className="problem">{words.problems.similarFailed}</p>}
      <ul>
        {list?.map((found) => (
          <SimilarRow key={found.ticket.id} found={found}>
            {mayFuse && (
              <button
                type="button"
                className="button"
                aria-pressed={intended === found.ticket.id}
                data-testid="fuse-new"
                onClick={() => choose(found.ticket.id)}
              >
                {words.problems.fuseNew}
              </button>
            )}
          </SimilarRow>
        ))}
      </ul>
    </section>
  )
}

/** Long enough that a word is typed to its end. */
const PAUSE_MS = 400

type Found = { readonly list: readonly Similar[] | null; readonly failed: boolean }

function useSimilarTo({ category, text, address }: Draft): Found {
  const picked = useSelection((selection) => selection.picked)
  const [found, setFound] = useState<Found>({ list: null, failed: false })
  useEffect(() => {
    if (!picked) return setFound({ list: null, failed: false })
    const quit = new AbortController()
    const body: SimilarDraft = {
      place: [picked[0], picked[1]],
      text,
      address,
      ...(category ? { category } : {}),
    }
    const ask = async () => {
      try {
        setFound({
          list: await call(similarToDraft, { query: {}, body, signal: quit.signal }),
          failed: false,
        })
      } catch (error) {
        if (quit.signal.aborted) return
        if (!(error instanceof Refusal)) throw error
        setFound({ list: null, failed: true })
      }
    }
    const timer = window.setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      quit.abort()
    }
  }, [picked, category, text, address])
  return found
}
