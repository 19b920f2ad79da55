/** The phone's own place: sent to the desk while the screen is open, kept for a while where there is no network. */
import { create } from 'zustand'
import type { LngLat } from '#contract/endpoint.ts'
import { type PositionIn, postPositions } from '#contract/positions.ts'
import { call, Refusal } from '../api.ts'
import { serverNow } from '../clock.ts'

type Sharing = 'waiting' | 'sharing' | 'denied' | 'failed' | 'insecure'
type Location = { readonly state: Sharing; readonly place: LngLat | null }

export const useLocation = create<Location>(() => ({ state: 'waiting', place: null }))

const SEND_EVERY = 5000
/** About 40 minutes of a dead spot. */
const MOST_KEPT = 500

/** Shares the place of `username`'s phone; answers how to stop. */
export function shareLocation(username: string): () => void {
  if (!window.isSecureContext || !('geolocation' in navigator)) {
    useLocation.setState({ state: 'insecure' })
    return () => undefined
  }
  const kept: PositionIn[] = []
  const watching = navigator.geolocation.watchPosition(
    ({ coords, timestamp }) => {
      useLocation.setState({ state: 'sharing', place: [coords.longitude, coords.latitude] })
      kept.push(position(username, coords, timestamp))
      if (kept.length > MOST_KEPT) kept.shift()
    },
    ({ code, PERMISSION_DENIED }) => {
      useLocation.setState({ state: code === PERMISSION_DENIED ? 'denied' : 'failed' })
    },
    { enableHighAccuracy: true, maximumAge: 2000 },
  )
  const timer = window.setInterval(() => void sendKept(kept), SEND_EVERY)
  return () => {
    navigator.geolocation.clearWatch(watching)
    window.clearInterval(timer)
    useLocation.setState({ state: 'waiting', place: null })
  }
}

function position(username: string, coords: GeolocationCoordinates, timestamp: number): PositionIn {
  return {
    device: `phone:${username}`,
    // The phone's clock may be off; the age of the fix is not.
    at: Math.round(serverNow() - Math.max(0, Date.now() - timestamp)),
    lng: coords.longitude,
    lat: coords.latitude,
    speed: coords.speed,
    heading: Number.isNaN(coords.heading) ? null : coords.heading,
    accuracy: coords.accuracy,
  }
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
