/** The phone's own place: sent to the desk while the screen is open, kept for a while where there is no network. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import { type PositionIn, postPositions } from '#contract/positions.ts'
import type { Account } from '#contract/session.ts'
import { call, Refusal } from '../api.ts'
import { serverNow } from '../clock.ts'

type Sharing = 'waiting' | 'sharing' | 'denied' | 'failed' | 'insecure'

/** Where the phone found itself: within `accuracy` metres, at `at` ms UTC. */
export type OwnFix = { readonly place: LngLat; readonly accuracy: number; readonly at: number }

type Location = { readonly state: Sharing; readonly unit: number | null; readonly fix: OwnFix | null }

const nowhere: Location = { state: 'waiting', unit: null, fix: null }
export const useLocation = create<Location>(() => nowhere)

const SEND_EVERY = 5000
/** About 40 minutes of a dead spot. */
const MOST_KEPT = 500
/** An older fix is where the phone was, and no evidence of where it is. */
const FRESH = 30_000
/** The way may begin at an older one: its age is told beside it. */
const GUIDING = 120_000
/** A phone that rests on a bench is asked where it is: it tells of its own accord only when it moves. */
const ASK_AFTER = 10_000

/** Where the phone is now, if it found itself lately. */
export function freshFix(): OwnFix | null {
  const { fix } = useLocation.getState()
  return fix && serverNow() - fix.at < FRESH ? fix : null
}

export const freshPlace = (): LngLat | null => freshFix()?.place ?? null

/** Where this phone itself says that its unit is: known without a network; undefined for every other unit. */
export function ownPlace(unit: number): LngLat | undefined {
  const { unit: own, fix } = useLocation.getState()
  return fix && own === unit && serverNow() - fix.at < GUIDING ? fix.place : undefined
}

/** Shares the place of the person's phone; answers how to stop. */
export function shareLocation({ username, unit }: Account): () => void {
  if (!window.isSecureContext || !('geolocation' in navigator)) {
    useLocation.setState({ state: 'insecure' })
    return () => undefined
  }
  const kept: PositionIn[] = []
  const found = ({ coords, timestamp }: GeolocationPosition) => {
    const reported = position(username, coords, timestamp)
    const { lng, lat, accuracy, at } = reported
    useLocation.setState({ state: 'sharing', unit, fix: { place: [lng, lat], accuracy, at } })
    kept.push(reported)
    if (kept.length > MOST_KEPT) kept.shift()
  }
  const failed = ({ code, PERMISSION_DENIED }: GeolocationPositionError) => {
    if (code === PERMISSION_DENIED) useLocation.setState({ state: 'denied' })
    // One answer that is late says nothing while the last fix is fresh.
    else if (!freshFix()) useLocation.setState({ state: 'failed' })
  }
  const { geolocation } = navigator
  const watching = geolocation.watchPosition(found, failed, PRECISE)
  const asking = window.setInterval(() => {
    const { fix } = useLocation.getState()
    if (fix && serverNow() - fix.at > ASK_AFTER) geolocation.getCurrentPosition(found, failed, PRECISE)
  }, ASK_AFTER)
  const timer = window.setInterval(() => void sendKept(kept), SEND_EVERY)
  return () => {
    geolocation.clearWatch(watching)
    window.clearInterval(asking)
    window.clearInterval(timer)
    useLocation.setState(nowhere, true)
  }
}

const PRECISE: PositionOptions = { enableHighAccuracy: true, maximumAge: 2000 }

function position(username: string, coords: GeolocationCoordinates, timestamp: number) {
  return {
    device: `phone:${username}`,
    // The phone's clock may be off; the age of the fix is not.
    at: Math.round(serverNow() - Math.max(0, Date.now() - timestamp)),
    lng: coords.longitude,
    lat: coords.latitude,
    speed: coords.speed,
    heading: Number.isNaN(coords.heading) ? null : coords.heading,
    accuracy: coords.accuracy,
  } satisfies PositionIn
}

async function sendKept(kept: PositionIn[]): Promise<void> {
  if (kept.length === 0) return
  const batch = kept.splice(0)
  try {
    await call(postPositions, { body: batch })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    // A refused batch would be refused again; an unanswered one goes with the next.
    if (error.status === 0 || error.status >= 500) kept.unshift(...batch.slice(-MOST_KEPT))
  }
}
