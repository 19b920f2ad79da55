/** Who is signed in at this console, and what the city's standing data are: read once, kept until sign-out. */

import { create } from 'zustand'
import { type Category, type Organisation, type Place, readCity } from '#contract/city.ts'
import type { Role } from '#contract/roles.ts'
import { type Action, may } from '#contract/roles.ts'
import { readSession, type Session, signIn, signOut } from '#contract/session.ts'
import { call, onSignedOut } from './api.ts'
import { forgetFacts } from './facts.ts'

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
}

const noCity: City = { organisations: [], categories: new Map(), places: [] }

export const useSession = create<SessionState>(() => ({ state: 'unknown' }))
export const useCity = create<City>(() => noCity)

onSignedOut(endSession)

/** Asks the server who is signed in, when the page opens. */
export async function resumeSession(): Promise<void> {
  try {
    await enter(await call(readSession))
  } catch {
    // A 401 has already set 'none'; anything else means that nobody answered.
    if (useSession.getState().state !== 'none') useSession.setState({ state: 'unreachable' })
  }
}

/** Signs in; a refusal is thrown with its words. */
export async function startSession(username: string, password: string): Promise<void> {
  await enter(await call(signIn, { body: { username, password } }))
}

export async function leaveSession(): Promise<void> {
  await call(signOut).catch(() => undefined)
  forgetSession(false)
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

/** The screen a person of this role starts from. */
export function homeOf(role: Role): string {
  if (role === 'wall') return '/wall'
  return role === 'officer' ? '/field' : '/desk'
}

async function enter(session: Session): Promise<void> {
  const city = await call(readCity)
  useCity.setState({
    organisations: city.organisations,
    categories: new Map(city.categories.map((each) => [each.code, each])),
    places: city.places,
  })
  useSession.setState({ state: 'signed-in', session }, true)
}

function forgetSession(ended: boolean): void {
  forgetFacts()
  useSession.setState({ state: 'none', ended }, true)
}
