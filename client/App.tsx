/** Which screen is shown: by the address, and by who is signed in. */
import { type ReactNode, Suspense, useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { may, type Role } from '#contract/roles.ts'
import { connectLive } from './live.ts'
import { LoginPage } from './login/LoginPage.tsx'
import { homeOf, isPage, pageAt } from './pages.ts'
import { leaveSession, resumeSession, useAccount, useSession } from './session.ts'
import { Failure } from './ui/Failure.tsx'
import { useWords } from './ui/words.ts'

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
          <Route>
            <Shown />
          </Route>
        </Switch>
      </Suspense>
    </Failure>
  )
}

/** The page of the address, for whoever may open it; the link to the server stays from page to page. */
function Shown() {
  const role = useAccount()?.role
  const [path] = useLocation()
  if (!isPage(path)) return <Nowhere />
  if (role === undefined) {
    return <Redirect to={`/login?to=${encodeURIComponent(location.pathname + location.search)}`} />
  }
  const Component = pageAt(path, role)?.component
  if (!Component) return <Forbidden role={role} />
  return (
    <Live role={role}>
      <Component />
    </Live>
  )
}

function Live({ role, children }: { role: Role; children: ReactNode }) {
  useEffect(() => (may(role, 'board.see') ? connectLive(role) : undefined), [role])
  return children
}

function Forbidden({ role }: { role: Role }) {
  const words = useWords()
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
  return <Redirect to={asked && pageAt(asked, role) ? asked : homeOf(role)} />
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
