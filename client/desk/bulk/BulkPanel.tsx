/** Several cases at once: what is to be done, its preview, one confirmation, and what became of each. */
import { useState } from 'react'
import { useFacts } from '../../facts.ts'
import { useMayCommand } from '../../link.ts'
import { selectTicket } from '../../selection.ts'
import { useMay } from '../../session.ts'
import { useCategoryName } from '../../tickets/names.ts'
import { PriorityShape } from '../../ui/shapes.tsx'
import { useWords } from '../../ui/words.ts'
import { BulkForm } from './BulkForm.tsx'
import { type BulkDeed, doToAll, matchUnits, refusedTickets } from './deeds.ts'
import { clearBulk, forgetOutcomes, type Outcome, useBulk } from './store.ts'
import './bulk.css'

export function BulkPanel() {
  const words = useWords()
  const { tickets, outcomes } = useBulk()
  const [deed, setDeed] = useState<BulkDeed | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async (which: BulkDeed, on: readonly number[]) => {
    setBusy(true)
    // Whoever was free at the first try may be gone at the second.
    const now = which.kind === 'send' && on.length < tickets.length ? await rematched(on) : which
    await doToAll(now, on).finally(() => setBusy(false))
  }
  const choose = (which: BulkDeed | null) => {
    if (which?.kind !== deed?.kind || which?.kind === 'send') forgetOutcomes()
    setDeed(which)
  }
  const refused = refusedTickets()
  return (
    <section className="pane" data-testid="bulk-panel">
      <header className="pane-head">
        <h2>{words.bulk.selected(tickets.length)}</h2>
        <button type="button" className="button quiet" onClick={clearBulk}>
          {words.bulk.clear} <kbd>Esc</kbd>
        </button>
      </header>
      <div className="pane-scroll">
        <ul data-testid="bulk-list">
          {tickets.map((id) => (
            <BulkRow key={id} id={id} deed={deed} outcome={outcomes.find(({ ticket }) => ticket === id)} />
          ))}
        </ul>
      </div>
      {outcomes.length > 0 && !busy && (
        <div className="case-actions" role="status" data-testid="bulk-outcome">
          <b>{words.bulk.outcome(outcomes.filter(({ state }) => state === 'done').length, refused.length)}</b>
          {deed && refused.length > 0 && (
            <button
              type="button"
              className="button"
              data-testid="bulk-retry"
              onClick={() => void run(deed, refused)}
            >
              {words.bulk.retry(refused.length)}
            </button>
          )}
        </div>
      )}
      <Deeds deed={deed} busy={busy} onDeed={choose} onConfirm={(which) => void run(which, tickets)} />
    </section>
  )
}

const rematched = async (tickets: readonly number[]): Promise<BulkDeed> => ({
  kind: 'send',
  units: await matchUnits(tickets),
})

type DeedsProps = {
  readonly deed: BulkDeed | null
  readonly busy: boolean
  readonly onDeed: (deed: BulkDeed | null) => void
  readonly onConfirm: (deed: BulkDeed) => void
}

function Deeds({ deed, busy, onDeed, onConfirm }: DeedsProps) {
  const words = useWords()
  const linked = useMayCommand()
  const tickets = useBulk((bulk) => bulk.tickets)
  const mayDispatch = useMay('ticket.dispatch')
  const [matching, setMatching] = useState(false)
  if (!mayDispatch) return null
  const match = async () => {
    setMatching(true)
    const units = await matchUnits(tickets).finally(() => setMatching(false))
    onDeed({ kind: 'send', units })
  }
  return (
    <div className="case-actions bulk-deeds">
      <button
        type="button"
        className="button"
        aria-pressed={deed?.kind === 'send'}
        disabled={!linked || busy || matching}
        data-testid="bulk-send"
        onClick={() => void match()}
      >
        {matching ? words.bulk.planning : words.bulk.send}
      </button>
      {(['prioritise', 'note', 'recall'] as const).map((kind) => (
        <button
          key={kind}
          type="button"
          className="button"
          aria-pressed={deed?.kind === kind}
          disabled={!linked || busy}
          data-testid={`bulk-${kind}`}
          onClick={() => onDeed(kind === 'prioritise' ? { kind, priority: 2, text: '' } : { kind, text: '' })}
        >
          {kind === 'prioritise' ? words.desk.prioritise : words.bulk[kind]}
        </button>
      ))}
      {deed && (
        <BulkForm
          deed={deed}
          count={tickets.length}
          // Who asks for another deed does not confirm the last one meanwhile.
          busy={busy || matching}
          onDeed={onDeed}
          onConfirm={onConfirm}
        />
      )}
    </div>
  )
}

function BulkRow({ id, deed, outcome }: { id: number; deed: BulkDeed | null; outcome: Outcome | undefined }) {
  const words = useWords()
  const ticket = useFacts((facts) => facts.tickets.get(id))
  const units = useFacts((facts) => facts.units)
  const nameOf = useCategoryName()
  if (!ticket) return null
  const match = deed?.kind === 'send' ? deed.units.get(id) : undefined
  const minutes = match && words.sending.minutes(Math.max(1, Math.round(match.etaSeconds / 60)))
  const planned = match
    ? `→ ${units.get(match.unit)?.code} ${minutes}${match.crossing ? ` ${words.sending.by(match.crossing)}` : ''}`
    : deed?.kind === 'send'
      ? words.bulk.nobody
      : ''
  return (
    <li className="row bulk-row" data-testid="bulk-row" data-ticket={id} data-outcome={outcome?.state}>
      <PriorityShape priority={ticket.priority} />
      <button
        type="button"
        className="link"
        onClick={() => {
          clearBulk()
          selectTicket(id)
        }}
      >
        {ticket.code}
      </button>
      <span className="clip">{nameOf(ticket)}</span>
      <span className={outcome?.state === 'refused' ? 'problem clip' : 'middle clip'} title={outcome?.words}>
        {outcome ? outcome.words : planned}
      </span>
    </li>
  )
}
