/** What the law of its day says about a case: outside the rule, restricted, or forbidden with article and fine. */
import type { Ticket } from '#contract/tickets.ts'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { EffectMark } from './EffectMark.tsx'
import { ConfigurableMark } from './VerdictList.tsx'

export function TicketLawLine({ ticket: { law } }: { ticket: Pick<Ticket, 'law'> }) {
  const { rules } = useWords()
  const language = useLanguage()
  if (!law) return null
  const { effect, at, article, fine, configurable } = law
  const parts = [
    rules.ticket[effect](clockTime(at).slice(0, 5)),
    effect !== 'allowed' && article,
    effect !== 'allowed' && fine && rules.fine(fine.from, fine.to),
    language === 'zh' ? law.note : law.noteEn,
  ]
  return (
    <p className="ticket-law" data-testid="ticket-law" data-effect={effect}>
      <EffectMark effect={effect} bare />
      <span>{parts.filter(Boolean).join(' · ')}</span>
      {configurable && <ConfigurableMark />}
    </p>
  )
}

/** In a list only what surprises is said: that it is no violation. */
export function TicketLawTag({ ticket: { law } }: { ticket: Pick<Ticket, 'law'> }) {
  const { rules } = useWords()
  if (law?.effect !== 'allowed') return null
  return (
    <span
      className="tag outside-rule"
      data-testid="outside-rule"
      title={rules.ticket.allowed(clockTime(law.at).slice(0, 5))}
    >
      {rules.ticket.short}
    </span>
  )
}
