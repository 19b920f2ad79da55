/** Rows as far as they fit, and how many more there are. */
import { type ReactNode, useRef } from 'react'
import { useWords } from '../../ui/words.ts'
import { useFitting } from '../../wall/fitting.ts'

type Props<T> = {
  readonly items: readonly T[]
  readonly rowRem: number
  readonly rootPx: number
  readonly row: (item: T) => ReactNode
  readonly empty?: string
}

export function Fitted<T>({ items, rowRem, rootPx, row, empty }: Props<T>) {
  const words = useWords()
  const list = useRef<HTMLUListElement>(null)
  const fitting = useFitting(list, rowRem, rootPx)
  const shown = items.length > fitting ? Math.max(0, fitting - 1) : items.length
  return (
    <ul ref={list} className="wall-rows">
      {items.slice(0, shown).map(row)}
      {shown < items.length && (
        <li className="wall-row wall-more" data-testid="wall-more">
          +{words.expo.more(items.length - shown)}
        </li>
      )}
      {items.length === 0 && empty && <li className="wall-row wall-more">{empty}</li>}
    </ul>
  )
}
