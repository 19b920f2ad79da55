/** What a moving fix costs on the wire. */
import { expect, test } from 'vitest'
import { createFrameEncoder } from './frameEncoder.ts'
import type { ReceivedFix } from './positions.ts'

const NOW = Date.UTC(2026, 10, 23, 6, 32, 7, 123)

/** Bytes a fix of 10,000 movers that report once a second, a twentieth of them a tick, over 15 s. */
function bytesPerFix(told: Partial<ReceivedFix>): number {
  const movers = Array.from({ length: 10_000 }, (_, i) => ({
    mover: 1000 + i,
    at: NOW,
    received: NOW,
    accuracy: 5,
    source: 0,
    skew: 0,
    lng: 121.3 + (i % 100) / 250,
    lat: 31.1 + Math.floor(i / 100) / 250,
    metresPerSecond: i % 3 === 0 ? 14 : 1.3,
    course: (i * 37) % 360,
  }))
  const encoder = createFrameEncoder()
  const view = encoder.open(null)
  const tick = (moved: readonly ReceivedFix[], now: number): ArrayBuffer => {
    encoder.take(moved, now)
    return view.delta(true) as ArrayBuffer
  }
  const fixOf = ({ metresPerSecond, course, ...mover }: (typeof movers)[number]): ReceivedFix => ({
    ...mover,
    speed: metresPerSecond,
    heading: course,
    ...told,
  })
  tick(movers.map(fixOf), NOW)
  let bytes = 0
  let fixes = 0
  for (let turn = 1; turn <= 300; turn++) {
    const now = NOW + turn * 50
    const moved = movers.filter((_, i) => i % 20 === turn % 20)
    for (const [i, mover] of moved.entries()) advance(mover, now, i)
    bytes += tick(moved.map(fixOf), now).byteLength
    fixes += moved.length
  }
  return bytes / fixes
}

/** A second on, with some turning, some change of pace, and the jitter of a receiver. */
function advance(
  mover: { lng: number; lat: number; at: number; metresPerSecond: number; course: number },
  now: number,
  i: number,
): void {
  const wave = Math.sin(i * 7.3 + now / 3000)
  mover.course = (mover.course + wave * 9 + 360) % 360
  mover.metresPerSecond = Math.max(0.5, mover.metresPerSecond + wave * 0.4)
  const radians = (mover.course * Math.PI) / 180
  mover.lat += (mover.metresPerSecond * Math.cos(radians) + wave * 0.7) / 111_195
  mover.lng += (mover.metresPerSecond * Math.sin(radians) - wave * 0.7) / 95_000
  mover.at = now - 120 - Math.round(wave * 60)
}

test('a moving fix costs at most 6 bytes, and at most 8 with speed and heading', () => {
  expect(bytesPerFix({ speed: Number.NaN, heading: Number.NaN })).toBeLessThanOrEqual(6)
  expect(bytesPerFix({})).toBeLessThanOrEqual(8)
})
