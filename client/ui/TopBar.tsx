/** The bar at the top: which center, how the link is, how old the positions are, who sits here, and the time. */
import type { ReactNode } from 'react'
import { useAges } from '../positions/ages.ts'
import { useSession } from '../session.ts'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import { LinkMark } from './LinkMark.tsx'
import { useNow } from './now.ts'
import { PageMenu } from './PageMenu.tsx'
import { SignOut } from './SignOut.tsx'
import { dateTime } from './times.ts'
import { useNamed, useWords } from './words.ts'
import './topbar.css'

type Props = { readonly fixed?: boolean; readonly children?: ReactNode }

/** `fixed`: a wall, where nobody presses anything. `children`: what else a screen shows beside the link. */
export function TopBar({ fixed = false, children }: Props) {
  const words = useWords()
  return (
    <header className="topbar">
      <strong className="clip topbar-title">{words.screen.center}</strong>
      {!fixed && <PageMenu />}
      <LinkMark fixed={fixed} />
      {children}
      <PositionCounts />
      <Person />
      <span className="topbar-space" />
      {!fixed && <LanguageSwitch />}
      {!fixed && <SignOut />}
      <DemoMark />
      <Clock />
    </header>
  )
}

const counted = ['live', 'extrapolated', 'grey', 'ghost', 'lost', 'never'] as const
/** What nobody has to look at is written quietly. */
const calm: readonly (typeof counted)[number][] = ['live', 'extrapolated']

/** How many units are how old, of all that should report; units off duty are left out. */
function PositionCounts() {
  const { trust } = useWords()
  const { units } = useAges()
  return (
    <ul className="topbar-counts middle" aria-label={trust.countsLabel} data-testid="position-counts">
      {counted.map((age) => (
        <li
          key={age}
          title={trust.rules[age]}
          className={calm.includes(age) || units[age] === 0 ? undefined : 'worth-a-look'}
        >
          {trust.counts[age]} <b data-testid={`count-${age}`}>{units[age].toLocaleString('en')}</b>
        </li>
      ))}
    </ul>
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
