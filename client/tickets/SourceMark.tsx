/** Where a case came from: a sign and a word, in every row and in the detail. */
import type { TicketSource } from '#contract/tickets.ts'
import { useWords } from '../ui/words.ts'

/** `whole`: the source's full name instead of the short word. */
export function SourceMark({ source, whole = false }: { source: TicketSource; whole?: boolean }) {
  const words = useWords()
  const name = words.sources[source]
  return (
    <span className="source clip" title={name} data-source={source}>
      <svg viewBox="0 0 16 16" width="1em" height="1em" aria-hidden="true">
        <path d={signs[source]} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      </svg>
      {whole ? name : words.intake.short[source]}
    </span>
  )
}

/** On a square of 16: receiver, eye, camera, city, letter, joined rings, shield, speech, desk, arrow in. */
const signs: Record<TicketSource, string> = {
  hotline: 'M3 2h3l1.5 4-2 1.5a8 8 0 0 0 3 3l1.5-2 4 1.5v3a1 1 0 0 1-1 1A11 11 0 0 1 2 3a1 1 0 0 1 1-1Z',
  patrol: 'M1 8s2.5-5 7-5 7 5 7 5-2.5 5-7 5-7-5-7-5ZM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  video: 'M1.5 4h9v8h-9ZM10.5 7l4-2.5v7l-4-2.5',
  platform: 'M2 14V6h4v8M6 14V2h5v12M11 14V8h3v6M1 14h14',
  petition: 'M1.5 3.5h13v9h-13ZM1.5 4l6.5 5 6.5-5',
  partner: 'M6 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM10 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z',
  inspection: 'M8 1.5 14 4v4c0 4-3 5.8-6 6.5C5 13.800 2 12 2 8V4Z',
  open311: 'M2 2.5h12v8H8L4.5 14v-3.5H2Z',
  desk: 'M1 5h14M3 5v9M13 5v9M6 5V2h4v3',
  import: 'M8 1.5v8M5 7l3 3 3-3M2 11v3h12v-3',
}
