/** Which screen is shown: by the address, and by who is signed in. */
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import type { Role } from '#contract/roles.ts'
import { connectLive } from './live.ts'
import { LoginPage } from './login/LoginPage.tsx'
import { homeOf, leaveSession, resumeSession, useAccount, useSession } from './session.ts'
import { Failure } from './ui/Failure.tsx'
import { useWords } from './ui/words.ts'

const DeskPage = lazy(() => import('./desk/DeskPage.tsx').then((module) => ({ default: module.DeskPage })))
const WallPage = lazy(() => import('./wall/WallPage.tsx').then((module) => ({ default: module.WallPage })))
const FieldPage = lazy(() =>
  import('./field/FieldPage.tsx').then((module) => ({ default: module.FieldPage })),
)
const CalibrationPage = lazy(() =>
  import('./calibration/CalibrationPage.tsx').then((module) => ({ default: module.CalibrationPage })),
)

const deskRoles: readonly Role[] = ['dispatcher', 'duty', 'supervisor', 'admin', 'auditor']
const wallRoles: readonly Role[] = ['wall', ...deskRoles]

export function App() {
  const { state } = useSession()
  if (state === 'unknown') return <Opening />
  if (state === 'unreachable') return <Unreachable />
  return (
    <Failure fallback={<Broken />}>
      <Suspense fallback={<Opening />}>
        <Switch>
          <Route path="/login" component={state === 'signed-in' ? Home : LoginPage} />
          <Route path="/">
            <Home />
          </Route>
          <Route path="/desk">
            <For roles={deskRoles}>
              <DeskPage />
            </For>
          </Route>
          <Route path="/calibration">
            <For roles={deskRoles}>
              <CalibrationPage />
            </For>
          </Route>
          <Route path="/wall">
            <For roles={wallRoles}>
              <WallPage />
            </For>
          </Route>
          <Route path="/field">
            <For roles={['officer']}>
              <FieldPage />
            </For>
          </Route>
          <Route>
            <Nowhere />
          </Route>
        </Switch>
      </Suspense>
    </Failure>
  )
}

/** Only for these roles, and connected to the server while shown. */
function For({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const role = useAccount()?.role
  const words = useWords()
  const welcome = role !== undefined && roles.includes(role)
  useEffect(() => (role && welcome ? connectLive(role) : undefined), [role, welcome])
  if (role === undefined)
    return <Redirect to={`/login?to=${encodeURIComponent(location.pathname + location.search)}`} />
  if (welcome) return children
  return (
    <Notice text={words.screen.forbidden(words.roles[role])}>
      <a className="button" href={homeOf(role)}>
        {words.screen.toDesk}
      </a>
      <button type="button" className="button" onClick={() => void leaveSession()}>
        {words.screen.signOut}
      </button>
    </Notice>
  )
}

function Home() {
  const role = useAccount()?.role
  const asked = new URLSearchParams(location.search).get('to')
  if (role === undefined) return <Redirect to="/login" />
  // Only an address of this console: whoever made the link does not choose where a sign-in leads.
  const mine =
    asked && /^\/(desk|wall|field|calibration)(\?|$)/.test(asked) && allowed(role, asked)
      ? asked
      : homeOf(role)
  return <Redirect to={mine} />
}

function allowed(role: Role, address: string): boolean {
  if (address.startsWith('/field')) return role === 'officer'
  return address.startsWith('/wall') ? wallRoles.includes(role) : deskRoles.includes(role)
}

function Opening() {
  const words = useWords()
  return <Notice text={words.screen.loading} />
}

function Unreachable() {
  const words = useWords()
  return (
    <Notice text={words.screen.login.unreachable}>
      <button type="button" className="button primary" onClick={() => void resumeSession()}>
        {words.screen.reload}
      </button>
    </Notice>
  )
}

function Broken() {
  const words = useWords()
  return (
    <Notice text={words.screen.pageFailed}>
      <button type="button" className="button primary" onClick={() => location.reload()}>
        {words.screen.reload}
      </button>
    </Notice>
  )
}

function Nowhere() {
  const words = useWords()
  return (
    <Notice text={words.screen.notFound}>
      <a className="button" href="/">
        {words.screen.toDesk}
      </a>
    </Notice>
  )
}

function Notice({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <main className="notice-page">
      <p>{text}</p>
      {children && <div className="choices">{children}</div>}
    </main>
  )
}
