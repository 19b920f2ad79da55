/** Signing in: the form, what went wrong in words, and in a demo the accounts there are. */
import { type FormEvent, useEffect, useState } from 'react'
import { Refusal } from '../api.ts'
import { startSession, useSession } from '../session.ts'
import { LanguageSwitch } from '../ui/LanguageSwitch.tsx'
import { useLanguage, useWords } from '../ui/words.ts'
import { DemoAccounts } from './DemoAccounts.tsx'
import { RiverDrawing } from './RiverDrawing.tsx'
import './login.css'

export function LoginPage() {
  const words = useWords()
  const ended = useSession((session) => session.state === 'none' && session.ended)
  const isDemo = useIsDemo()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const { problem, busy, submit } = useSignIn()
  const send = (event: FormEvent) => {
    event.preventDefault()
    void submit(username.trim(), password)
  }
  return (
    <main className="login">
      <RiverDrawing />
      <div className="login-top">
        {isDemo && <span className="tag">{words.screen.demo}</span>}
        <LanguageSwitch />
      </div>
      <section className="login-card">
        <header>
          <p className="login-center">{words.screen.center}</p>
          <h1>{words.screen.title}</h1>
          <p className="middle">{words.screen.login.tagline}</p>
        </header>
        <form onSubmit={send} data-testid="login-form" noValidate>
          {ended && !problem && <p className="problem">{words.link.sessionEnded}</p>}
          <div className="field">
            <label htmlFor="username">{words.screen.login.username}</label>
            <input
              id="username"
              name="username"
              className="input"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              // biome-ignore lint/a11y/noAutofocus: the page is one form, and signing in is why it is open
              autoFocus
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor="password">{words.screen.login.password}</label>
            <input
              id="password"
              name="password"
              type="password"
              className="input"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </div>
          <p className="problem login-problem" role="alert" data-testid="login-problem">
            {problem}
          </p>
          <button type="submit" className="button primary" disabled={busy} data-testid="login-submit">
            {busy ? words.screen.login.signingIn : words.screen.login.signIn}
          </button>
        </form>
        {isDemo && (
          <DemoAccounts
            onChoose={(name) => {
              setUsername(name)
              setPassword(`demo-${name}`)
            }}
          />
        )}
      </section>
    </main>
  )
}

type Problem = 'wrong' | 'tooMany' | 'unreachable' | 'empty' | Refusal

function useSignIn() {
  const words = useWords()
  const language = useLanguage()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (username: string, password: string) => {
    if (username === '' || password === '') return setProblem('empty')
    setBusy(true)
    setProblem(null)
    try {
      await startSession(username, password)
    } catch (error) {
      setBusy(false)
      setProblem(problemOf(error))
    }
  }
  const said =
    problem === null
      ? null
      : problem instanceof Refusal
        ? problem.words[language]
        : words.screen.login[problem]
  return { problem: said, busy, submit }
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof Refusal)) throw error
  if (error.status === 401) return 'wrong'
  if (error.status === 429) return 'tooMany'
  return error.status === 0 ? 'unreachable' : error
}

/** Whether the server shows demo data: asked before anyone is signed in. */
function useIsDemo(): boolean {
  const [isDemo, setIsDemo] = useState(false)
  useEffect(() => {
    const asking = new AbortController()
    fetch('/healthz', { signal: asking.signal })
      .then((response) => response.json())
      .then((health: { demo?: boolean }) => setIsDemo(health.demo === true))
      .catch(() => undefined)
    return () => asking.abort()
  }, [])
  return isDemo
}
