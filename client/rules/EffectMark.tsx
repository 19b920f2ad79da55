/** An effect told by shape, colour and word: a ring with a tick, a triangle, a barred disc. Red stays with P1 and SOS. */
import type { Effect } from '#contract/rules.ts'
import { useWords } from '../ui/words.ts'
import './rules.css'

export function EffectMark({ effect, bare = false }: { effect: Effect; bare?: boolean }) {
  const { rules } = useWords()
  return (
    <span className="effect" data-effect={effect}>
      <svg
        className="shape"
        viewBox="0 0 16 16"
        width="1.15em"
        height="1.15em"
        role={bare ? 'img' : undefined}
        aria-label={bare ? rules.effects[effect] : undefined}
        aria-hidden={!bare}
      >
        <Form effect={effect} />
      </svg>
      {!bare && <b>{rules.effects[effect]}</b>}
    </span>
  )
}

function Form({ effect }: { effect: Effect }) {
  if (effect === 'allowed') {
    return (
      <>
        <circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="m4.8 8.2 2.3 2.3 4.1-4.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      </>
    )
  }
  if (effect === 'restricted') {
    return (
      <path d="M8 1.6 15 14H1Z" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" />
    )
  }
  return (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4 8h8" stroke="var(--ink)" strokeWidth="2.4" />
    </>
  )
}
