/** The H02 door: terminals over TCP. */
import { type Door, type DoorNeeds, type Guest, openDoor, usualPatience } from '../door.ts'
import type { Reception } from '../reception.ts'
import { type Cut, createH02Cutter } from './frames.ts'
import { type H02Message, readH02 } from './messages.ts'

const MOST_CONNECTIONS = 5_000

export type H02Needs = Pick<DoorNeeds, 'port' | 'host'> &
  Partial<Pick<DoorNeeds, 'patience' | 'mostConnections'>>

export function startH02Gateway(needs: H02Needs, reception: Reception): Promise<Door> {
  return openDoor({
    gateway: 'h02',
    mostConnections: MOST_CONNECTIONS,
    patience: usualPatience,
    ...needs,
    metrics: reception.metrics,
    now: reception.now,
    welcome(guest) {
      const cutter = createH02Cutter()
      const hear = listener(guest, reception)
      return { hear: (bytes) => cutter.push(bytes, hear), unfinished: cutter.unfinished }
    },
  })
}

function listener(guest: Guest, reception: Reception): (cut: Cut) => void {
  const { metrics, now } = reception
  return (cut) => {
    const message = typeof cut === 'string' ? cut : readH02(cut, now())
    if (typeof message === 'string') {
      metrics.heard('h02', message)
      return guest.heardBadly()
    }
    guest.heardWell()
    const outcome = handle(message, guest, reception)
    metrics.heard('h02', outcome)
    if (outcome === 'flood') guest.holdBack()
  }
}

function handle(message: H02Message, guest: Guest, reception: Reception): string {
  const { device: name, place } = message
  if (name === undefined) return 'unnamed'
  const device = reception.admit([name], guest.address)
  if (typeof device === 'string') return device
  answer(message, guest, reception.now())
  if (place) reception.take(device, [place])
  return place ? 'report' : 'other'
}

/** A report is answered with the time in UTC, a heartbeat with itself; other messages want no answer. */
function answer({ maker, device, kind }: H02Message, guest: Guest, now: number): void {
  const time = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14)
  if (kind === 'V1') guest.send(`*${maker},${device},V4,V1,${time}#`)
  if (kind === 'HTBT') guest.send(`*${maker},${device},HTBT#`)
}
