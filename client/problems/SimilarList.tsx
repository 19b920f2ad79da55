/** The likely duplicates of the selected case, likeliest first; the first is fused by one key. */
import { useEffect } from 'react'
import type { Ticket } from '#contract/tickets.ts'
import { useFacts } from '../facts.ts'
import { useMayCommand } from '../link.ts'
import { shortAge } from '../positions/ageing.ts'
import { OfNow } from '../replay/OfNow.tsx'
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { useWords } from '../ui/words.ts'
import { fuse } from './commands.ts'
import { useComplaintCount } from './counts.ts'
import { SimilarRow } from './SimilarRow.tsx'
import { followSimilar, useSimilar } from './similar.ts'

export function SimilarList({ ticket }: { ticket: Ticket }) {
  const words = useWords()
  const linked = useMayCommand()
  const mayFuse = useMay('ticket.merge')
  const count = useComplaintCount(ticket.id)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was fused or split changes the answer
  useEffect(() => followSimilar(ticket.id), [ticket.id, count])
  const asked = useSimilar()
  const list = asked.ticket === ticket.id ? asked.list : null
  const tickets = useFacts((facts) => facts.tickets)
  return (
    <section aria-label={words.problems.similar} data-testid="similar">
      <h3 className="sub-head">
        {words.problems.similar} <OfNow />
        {list?.length === 0 && <span className="low">{words.problems.noSimilar}</span>}
        <JudgedAge at={asked.at} />
      </h3>
      {asked.failed && <p className="problem row-text">{words.problems.similarFailed}</p>}
      <ul>
        {list?.map((found, index) => (
          <SimilarRow key={found.ticket.id} found={found}>
            {mayFuse && (
              <button
                type="button"
                className="button"
                disabled={!linked}
                data-testid="fuse"
                onClick={() => void fuse(ticket, tickets.get(found.ticket.id) ?? found.ticket)}
              >
                {words.problems.fuse} {index === 0 && <kbd>E</kbd>}
              </button>
            )}
          </SimilarRow>
        ))}
      </ul>
    </section>
  )
}

/** The list is asked for every 10 s: an age worth saying means that it was not answered. */
const WORTH_SAYING = 15_000

function JudgedAge({ at }: { at: number }) {
  const words = useWords()
  const now = useNow()
  if (at === 0 || now - at < WORTH_SAYING) return <span className="sub-age" />
  return <span className="low sub-age">{words.screen.ago(shortAge(now - at))}</span>
}
