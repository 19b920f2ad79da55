/** Who is signed in at this console, and what the city's standing data are: read once, kept until sign-out. */

import { create } from 'zustand'
import { type Category, type Organisation, type Place, readCity } from '#contract/city.ts'
import type { Limit } from '#contract/limits.ts'
import { type Action, may } from '#contract/roles.ts'
import { readSession, type Session, signIn, signOut } from '#contract/session.ts'
import { call, onSignedOut } from './api.ts'
import { forgetFacts, onChanged } from './facts.ts'
import { forgetKept, type KeptSession, keepSession, keptSession } from './field/kept.ts'

type SessionState =
  | { readonly state: 'unknown' }
  | { readonly state: 'unreachable' }
  /** `ended`: there was a session, and it is over. */
  | { readonly state: 'none'; readonly ended: boolean }
  | { readonly state: 'signed-in'; readonly session: Session }

export type City = {
  readonly organisations: readonly Organisation[]
  readonly categories: ReadonlyMap<string, Category>
  readonly places: readonly Place[]
  /** Days that are not what their weekday says: day → is it worked. */
  readonly exceptions: ReadonlyMap<string, boolean>
  readonly thresholds: Readonly<Record<string, number>>
  readonly limits: readonly Limit[]
}

const noCity: City = {
  organisations: [],
  categories: new Map(),
  places: [],
  exceptions: new Map(),
  thresholds: {},
  limits: [],
}

export const useSession = create<SessionState>(() => ({ state: 'unknown' }))
export const useCity = create<City>(() => noCity)

onSignedOut(endSession)
onChanged(({ setting }) => {
  if (setting) void renewCity()
})

/** A sign-out that the server was not there to hear. */
const OWED = 'sign-out-owed'
/** A phone in a dead spot opens with what it knows rather than waiting for minutes. */
const PATIENCE = 4000

/** Asks the server who is signed in, when the page opens; a phone goes on unasked where nobody answers. */
export async function resumeSession(): Promise<void> {
  const kept = await keptSession()
  try {
    await paySignOut()
    const sent = kept ? { signal: AbortSignal.timeout(PATIENCE) } : {}
    await enter(await call(readSession, sent), sent)
  } catch {
    // A 401 has already set 'none'; anything else means that nobody answered.
    if (useSession.getState().state === 'none') return
    if (kept) goOnWith(kept)
    else useSession.setState({ state: 'unreachable' })
  }
}

/** Signs in; a refusal is thrown with its words. */
export async function startSession(username: string, password: string): Promise<void> {
  await enter(await call(signIn, { body: { username, password } }))
}

export async function leaveSession(): Promise<void> {
  await call(signOut).catch(() => localStorage.setItem(OWED, '1'))
  forgetSession(false)
}

/** Nobody comes back into a session that was left without a network. */
async function paySignOut(): Promise<void> {
  if (localStorage.getItem(OWED) === null) return
  await call(signOut)
  localStorage.removeItem(OWED)
}

/** The server says that this session is over. */
export function endSession(): void {
  const was = useSession.getState().state
  if (was !== 'none') forgetSession(was === 'signed-in')
}

export function useAccount(): Session['account'] | null {
  return useSession((state) => (state.state === 'signed-in' ? state.session.account : null))
}

export function useMay(action: Action): boolean {
  const account = useAccount()
  return account !== null && may(account.role, action)
}

async function enter(session: Session, sent: { readonly signal?: AbortSignal } = {}): Promise<void> {
  localStorage.removeItem(OWED)
  // A partner sees its tasks and nothing of the city.
  if (!may(session.account.role, 'board.see')) {
    useSession.setState({ state: 'signed-in', session }, true)
    return
  }
  const kept = { session, city: await call(readCity, sent) }
  void keepSession(kept)
  goOnWith(kept)
}

/** Reads the standing data again: an administrator changed some of it, or may have. What was known stays where nobody answers. */
export async function renewCity(): Promise<void> {
  const signedIn = useSession.getState()
  if (signedIn.state !== 'signed-in') return
  const city = await call(readCity).catch(() => null)
  if (!city || useSession.getState() !== signedIn) return
  const kept = { session: signedIn.session, city }
  void keepSession(kept)
  knowCity(city)
}

function goOnWith({ session, city }: KeptSession): void {
  knowCity(city)
  useSession.setState({ state: 'signed-in', session }, true)
}

function knowCity(city: KeptSession['city']): void {
  useCity.setState({
    organisations: city.organisations,
    categories: new Map(city.categories.map((each) => [each.code, each])),
    places: city.places,
    exceptions: new Map(city.holidays.map(({ day, working }) => [day, working])),
    thresholds: city.thresholds,
    limits: city.limits,
  })
}

function forgetSession(ended: boolean): void {
  forgetFacts()
  void forgetKept()
  useSession.setState({ state: 'none', ended }, true)
}
