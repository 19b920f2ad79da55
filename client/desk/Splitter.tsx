/** The bar between two panes: dragged, or moved with the arrow keys; its place is remembered. */
import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { useWords } from '../ui/words.ts'

type Split = {
  /** The first pane's share of the whole, in percent. */
  readonly share: number
  readonly setShare: (share: number) => void
}

const LEAST = 15
/** Percent a key moves it. */
const stepsOf: Record<'row' | 'column', Readonly<Record<string, number>>> = {
  row: { ArrowLeft: -2, ArrowRight: 2 },
  column: { ArrowUp: -2, ArrowDown: 2 },
}

export function useSplit(name: string, start: number): Split {
  const key = `split.${name}`
  const [share, set] = useState(() => bounded(Number(localStorage.getItem(key) ?? start), start))
  return {
    share,
    setShare(next) {
      const kept = bounded(next, start)
      localStorage.setItem(key, String(kept))
      set(kept)
    },
  }
}

type Props = Split & { readonly direction: 'row' | 'column' }

/** Stands between its two panes, inside the element it divides. */
export function Splitter({ share, setShare, direction }: Props) {
  const words = useWords()
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const whole = event.currentTarget.parentElement?.getBoundingClientRect()
    if (!whole) return
    const moved =
      direction === 'row'
        ? (event.clientX - whole.left) / whole.width
        : (event.clientY - whole.top) / whole.height
    setShare(moved * 100)
  }
  const press = (event: KeyboardEvent) => {
    const step = stepsOf[direction][event.key]
    if (step === undefined) return
    event.preventDefault()
    event.stopPropagation()
    setShare(share + step)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr takes neither focus nor keys
    <div
      className={`splitter splitter-${direction}`}
      role="separator"
      tabIndex={0}
      aria-label={words.desk.splitter}
      aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(share)}
      aria-valuemin={LEAST}
      aria-valuemax={100 - LEAST}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={press}
    />
  )
}

const bounded = (share: number, start: number): number =>
  Number.isFinite(share) ? Math.min(100 - LEAST, Math.max(LEAST, share)) : start
