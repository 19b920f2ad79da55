/** The bar at the top: which center, how the link is, how many positions are live, who sits here, and the time. */
import { useAges } from '../positions/ages.ts'
import { leaveSession, useSession } from '../session.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { LinkMark } from './LinkMark.tsx'
import { useNow } from './now.ts'
import { dateTime } from './times.ts'
import { useNamed, useWords } from './words.ts'
import './topbar.css'

/** `fixed`: a wall, where nobody presses anything. */
export function TopBar({ fixed = false }: { fixed?: boolean }) {
  const words = useWords()
  return (
    <header className="topbar">
      <strong className="clip topbar-title">{words.screen.center}</strong>
      <LinkMark />
      <PositionCounts />
      <Person />
      <span className="topbar-space" />
      {!fixed && <LanguageSwitch />}
      {!fixed && (
        <button
          type="button"
          className="button quiet"
          data-testid="sign-out"
          onClick={() => void leaveSession()}
        >
          {words.screen.signOut}
        </button>
      )}
      <DemoMark />
      <Clock />
    </header>
  )
}

/** Live positions of all that should report; units off duty are left out. */
function PositionCounts() {
  const words = useWords()
  const { units, stale } = useAges()
  const live = units.live + units.extrapolated
  const total = live + units.grey + units.ghost + units.lost + units.never
  return (
    <span className="topbar-counts middle" data-testid="position-counts">
      {words.link.positions} <b data-testid="positions-live">{live.toLocaleString('en')}</b> /{' '}
      {total.toLocaleString('en')}
      <i aria-hidden="true">·</i>
      {words.link.stale} <b data-testid="stale-count">{stale.length.toLocaleString('en')}</b>
    </span>
  )
}

function Person() {
  const words = useWords()
  const named = useNamed()
  const session = useSession()
  if (session.state !== 'signed-in') return null
  const { account } = session.session
  return (
    <span className="topbar-person middle clip" data-testid="person">
      {words.roles[account.role]} {named(account)}
    </span>
  )
}

export function DemoMark() {
  const words = useWords()
  const isDemo = useSession((session) => session.state === 'signed-in' && session.session.demo)
  if (!isDemo) return null
  return (
    <span className="tag demo-mark" data-testid="demo-mark">
      {words.screen.demo}
    </span>
  )
}

function Clock() {
  const now = useNow()
  return (
    <time className="topbar-clock" dateTime={new Date(now).toISOString()} data-testid="clock">
      {dateTime(now)}
    </time>
  )
}
