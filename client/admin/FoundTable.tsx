/** A list with a search over it: so many rows are drawn at once, and what is sought is found among all. */
import { type ReactNode, useState } from 'react'
import { useWords } from '../ui/words.ts'

const SHOWN = 100

type Props<T> = {
  readonly list: readonly T[]
  /** What is searched of each. */
  readonly textOf: (each: T) => string
  readonly placeholder: string
  /** Said where there is none at all. */
  readonly none: string
  readonly testId: string
  readonly row: (each: T) => ReactNode
}

export function FoundTable<T>({ list, textOf, placeholder, none, testId, row }: Props<T>) {
  const { people } = useWords()
  const [sought, setSought] = useState('')
  if (list.length === 0) return <p className="empty">{none}</p>
  const wanted = sought.trim().toLowerCase()
  const found = list.filter((each) => textOf(each).toLowerCase().includes(wanted))
  return (
    <>
      <div className="admin-search">
        <input
          className="input"
          type="search"
          placeholder={placeholder}
          aria-label={placeholder}
          data-testid={testId}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
        <span className="low">{people.shown(Math.min(SHOWN, found.length), list.length)}</span>
      </div>
      {found.length === 0 && <p className="empty">{people.noMatch}</p>}
      <table className="admin-table">
        <tbody>{found.slice(0, SHOWN).map(row)}</tbody>
      </table>
    </>
  )
}

type DeedProps = {
  readonly text: string
  /** Of which row, for who hears the page. */
  readonly label: string
  readonly disabled: boolean
  readonly quiet?: boolean
  readonly onClick: () => void
}

export function Deed({ text, label, disabled, quiet, onClick }: DeedProps) {
  return (
    <button
      type="button"
      className={quiet ? 'button quiet' : 'button'}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      {text}
    </button>
  )
}
