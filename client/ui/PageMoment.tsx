/** A page beside the desk that can show how things stood takes the moment from its address, `?at=` in ms UTC; without it, it shows now. */
import { Link, useLocation, useSearch } from 'wouter'
import type { Action } from '#contract/roles.ts'
import { useClock } from '../clock.ts'
import type { Page } from '../pages.ts'
import { useMay } from '../session.ts'
import { dateTime } from './times.ts'
import { useWords } from './words.ts'

/** ms UTC; null: now. */
export function usePageMoment(): number | null {
  const at = Number(new URLSearchParams(useSearch()).get('at') ?? Number.NaN)
  return Number.isFinite(at) && at > 0 ? at : null
}

/** Nobody changes the past. */
export function useMayNow(action: Action): boolean {
  const may = useMay(action)
  return usePageMoment() === null && may
}

/** Where a page is opened: from replay at the shown second, where the page can show it. */
export function usePageAddress(): (page: Pick<Page, 'path' | 'showsPast'>) => string {
  const second = useClock(({ clock }) => (clock.mode === 'live' ? null : Math.floor(clock.at / 1000) * 1000))
  return ({ path, showsPast }) => (showsPast && second !== null ? `${path}?at=${second}` : path)
}

/** Says in replay's colour that the page is of the past, or, with `now`, that this part of it is not. */
export function PageMoment({ now = false }: { now?: boolean }) {
  const { replay } = useWords()
  const at = usePageMoment()
  const [path] = useLocation()
  if (at === null) return null
  return (
    <p className={`page-moment ${now ? 'of-now' : ''}`} role="status" data-testid="page-moment">
      <b>{now ? replay.pageOfNow : replay.pageOfThen(dateTime(at))}</b>
      <Link className="button" href={path} data-testid="page-to-now">
        {replay.pageToNow}
      </Link>
      <Link className="button" href={`/replay?at=${at}`}>
        {replay.pageToReplay}
      </Link>
    </p>
  )
}
