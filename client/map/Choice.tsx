/** One value that is chosen or not, with how many there are of it; and a group of them under its name. */
import type { ReactNode } from 'react'

type Props = {
  readonly chosen: boolean
  readonly count?: number
  readonly onChoose: () => void
  readonly children: ReactNode
}

export function Choice({ chosen, count, onChoose, children }: Props) {
  return (
    <button type="button" className="choice" aria-pressed={chosen} onClick={onChoose}>
      {children} {count !== undefined && <span className={count === 0 ? 'low' : 'middle'}>{count}</span>}
    </button>
  )
}

export function Choices({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <fieldset>
      <legend>{name}</legend>
      {children}
    </fieldset>
  )
}
