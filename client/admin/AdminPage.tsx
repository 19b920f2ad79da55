/** The administrator's page: its parts on the left, and the one that is chosen by the address. */
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useSearch } from 'wouter'
import { WITHDRAWN_WITHIN_MS } from '#contract/assignments.ts'
import { HOLD_MS } from '#contract/dispatch.ts'
import { OFFICE_HOURS } from '#contract/workingTime.ts'
import { pagesOf } from '../pages.ts'
import { useAccount, useMay } from '../session.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useRootSize } from '../ui/rootSize.ts'
import { SearchBox } from '../ui/SearchBox.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { useWords } from '../ui/words.ts'
import { Accounts } from './Accounts.tsx'
import { Calendar } from './Calendar.tsx'
import { ChangeList } from './ChangeList.tsx'
import { Devices } from './Devices.tsx'
import { Officers } from './Officers.tsx'
import { SettingTable } from './SettingTable.tsx'
import { SourceKeys } from './SourceKeys.tsx'
import { keepSettings, useSettings } from './settings.ts'
import { Travel } from './Travel.tsx'
import { Units } from './Units.tsx'
import '../desk/desk.css'
import './admin.css'

const ROOT_PX = 14

const parts = {
  sources: SourceKeys,
  intake: Intake,
  clocks: Clocks,
  calendar: Calendar,
  limits: Limits,
  travel: Travel,
  units: Units,
  officers: Officers,
  accounts: Accounts,
  devices: Devices,
  changes: ChangeList,
} as const satisfies Record<string, () => ReactNode>
type Part = keyof typeof parts

const isPart = (name: string | null): name is Part => name !== null && name in parts

export function AdminPage() {
  useRootSize(ROOT_PX)
  useEffect(keepSettings, [])
  const { admin } = useWords()
  const sayRefusal = useRefusalWords()
  const refusal = useSettings((known) => known.refusal)
  const mayChange = useMay('setting.change')
  const asked = new URLSearchParams(useSearch()).get('part')
  const part = isPart(asked) ? asked : 'sources'
  const Shown = parts[part]
  return (
    <div className="admin-page">
      <TopBar />
      <LinkBanner />
      <div className="admin-main">
        <Menu part={part} />
        <main className="admin-body" data-testid={`admin-${part}`}>
          <h1>{admin.parts[part]}</h1>
          {!mayChange && <p className="middle">{admin.readOnly}</p>}
          <Problem words={refusal && admin.failed + sayRefusal(refusal)} />
          <Shown />
        </main>
      </div>
    </div>
  )
}

/** Pages on which an administrator sets other things. */
const elsewhere = ['/zones', '/rules', '/objects', '/patrols', '/audit']

function Menu({ part }: { part: Part }) {
  const words = useWords()
  const { admin } = words
  const role = useAccount()?.role
  return (
    <nav className="admin-menu" aria-label={admin.title}>
      {(Object.keys(parts) as Part[]).map((each) => (
        <Link
          key={each}
          href={`/admin?part=${each}`}
          className="row"
          aria-current={each === part ? 'page' : undefined}
        >
          {admin.parts[each]}
        </Link>
      ))}
      <h2 className="low">{admin.elsewhere}</h2>
      {role &&
        pagesOf(role)
          .filter(({ path }) => elsewhere.includes(path))
          .map((page) => (
            <Link key={page.path} href={page.path} className="row">
              {page.name(words)}
            </Link>
          ))}
    </nav>
  )
}

function Intake() {
  return (
    <>
      <SettingTable kind="finding" />
      <SettingTable kind="accuracy" />
      <SettingTable kind="repeat" />
    </>
  )
}

function Clocks() {
  const { admin } = useWords()
  const [sought, setSought] = useState('')
  const wanted = sought.trim().toLowerCase()
  return (
    <>
      <SettingTable kind="clock" />
      <p className="low">{admin.operationRules}</p>
      <SettingTable kind="pause" />
      <div className="admin-search">
        <SearchBox label={admin.search} value={sought} onText={setSought} testId="find-category" />
      </div>
      <SettingTable kind="category" isShown={(_, name) => name.toLowerCase().includes(wanted)} />
    </>
  )
}

function Limits() {
  return (
    <>
      <SettingTable kind="limit" />
      <SettingTable kind="threshold" />
      <SettingTable kind="weight" />
      <Fixed />
    </>
  )
}

/** What is no setting, said so that nobody looks for it. */
function Fixed() {
  const { admin } = useWords()
  const rows = [
    [admin.officeHours, OFFICE_HOURS],
    [admin.withdrawn, admin.seconded(WITHDRAWN_WITHIN_MS / 1000)],
    [admin.held, admin.seconded(HOLD_MS / 1000)],
  ] as const
  return (
    <section className="admin-kind">
      <h2>{admin.fixed}</h2>
      <p className="middle">{admin.fixedLead}</p>
      <table className="admin-table">
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
