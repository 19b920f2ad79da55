/** Damaged JT/T 808 streams: none crashes the gateway, none with a broken checksum yields a place, each is counted. */
import fc from 'fast-check'
import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import type { KnownDevice } from '../../positions/registry.ts'
import { readVectors } from '../../testing.vectors.ts'
import type { Guest } from '../door.ts'
import { fuzz, isWholePlace, pieces } from '../fuzz.ts'
import { gatewayMetrics } from '../gatewayMetrics.ts'
import type { Place } from '../place.ts'
import { type Reception, receptionOf } from '../reception.ts'
import { readFrame, writeFrame } from './frame.ts'
import { createFrameCutter } from './frames.ts'
import { ids } from './messages.ts'
import { createReassembly } from './reassembly.ts'
import { converse } from './terminals.ts'
import { batchBody, messageOf, partMessage, positionBody } from './testing.ts'

const now = Date.UTC(2026, 10, 1)

/** Everything behind the port: every number is registered, and what the intake is given is kept. */
function insideOfJt808() {
  const registry = new Registry()
  const taken: Place[] = []
  const device = {
    number: 1,
    id: 'any',
    protocol: 'jt808',
    datum: 'wgs84',
    unit: 1,
    tokenHash: null,
  } as unknown as KnownDevice
  const reception: Reception = receptionOf('jt808', {
    registry: { find: () => device },
    intake: {
      take(_source, _device, report) {
        taken.push(report as Place)
        return 'accepted'
      },
      refuse: () => {},
    },
    unknown: { heard: () => {} },
    metrics: gatewayMetrics(registry),
    now: () => now,
    flood: { allows: () => true },
  })
  const reassembly = createReassembly()
  let bad = 0
  const guest: Guest = {
    address: '',
    isOpen: () => true,
    send: () => {},
    close: () => {},
    holdBack: () => {},
    heardWell: () => {},
    heardBadly: () => {
      bad++
    },
  }
  const outcomes = async () => {
    const { values } = (await registry.getSingleMetric('gateway_messages_total')?.get()) ?? { values: [] }
    return new Map(values.map(({ labels, value }) => [String(labels.outcome), value]))
  }
  return { taken, reassembly, outcomes, bad: () => bad, hear: converse(guest, reception, reassembly).hear }
}

const position = positionBody({ at: now, lng: 121.4855, lat: 31.2449, speed: 36 })
const terminal = '013800138000'
const soundJt808 = [
  messageOf({ id: ids.position, terminal, serial: 1 }, position),
  messageOf({ id: ids.position, terminal: `00000000${terminal}`, serial: 1 }, position),
  messageOf({ id: ids.positionBatch, terminal, serial: 2 }, batchBody([position, position])),
  messageOf({ id: ids.positionAnswer, terminal, serial: 3 }, Buffer.concat([Buffer.alloc(2), position])),
  messageOf({ id: ids.position, terminal, serial: 6 }, position.subarray(0, 20)),
  messageOf({ id: ids.register, terminal, serial: 4 }, Buffer.alloc(40)),
  messageOf({ id: ids.authenticate, terminal, serial: 5 }, Buffer.from('code')),
  partMessage(ids.position, terminal, { total: 2, index: 1 }, position.subarray(0, 14)),
  ...readVectors<{ wire_hex: string }>('jt808_negative_made_here').map((row) =>
    Buffer.from(row.wire_hex, 'hex'),
  ),
].filter((bytes) => bytes.length < 2_000)

test('100,000 damaged JT/T 808 streams: no crash, no place from a broken checksum, bounded memory', async () => {
  const { taken, reassembly, outcomes, bad, hear } = insideOfJt808()
  let refusedOnes = 0
  fuzz(
    soundJt808,
    (bytes, size, seal) => {
      const stream = seal ? sealed(bytes) : bytes
      const cutter = createFrameCutter()
      for (const piece of pieces(stream, size)) {
        cutter.push(piece, (cut) => {
          const before = taken.length
          hear(cut)
          if (taken.length !== before && (typeof cut === 'string' || exclusiveOr(cut) !== 0))
            throw new Error('a place from a broken checksum')
          if (typeof cut === 'string' || typeof readFrame(cut) === 'string') refusedOnes++
        })
      }
    },
    100_000,
  )
  expect(taken.every(isWholePlace)).toBe(true)
  expect(bad()).toBe(refusedOnes)
  expect(reassembly.waitingBytes()).toBeLessThanOrEqual(16 * 1_048_576)
  const counted = await outcomes()
  for (const outcome of [
    'checksum',
    'length',
    'escape',
    'short',
    'noise',
    'time',
    'out_of_range',
    'batch',
    'truncated',
    'part',
  ])
    expect([outcome, counted.get(outcome) ?? 0]).not.toEqual([outcome, 0])
}, 60_000)

/** Of all bytes with their escapes undone, in another way than the gateway does it; 0 where the checksum is right. */
function exclusiveOr(cut: Buffer): number {
  const plain = cut
    .toString('hex')
    .replace(/(..)/g, '$1 ')
    .replaceAll('7d 02', '7e')
    .replaceAll('7d 01', '7d')
  return plain
    .trim()
    .split(' ')
    .reduce((sum, byte) => sum ^ Number.parseInt(byte, 16), 0)
}

/** The damage with its checksum made right again, so that what lies behind the checksum is tried as well. */
function sealed(bytes: Buffer): Buffer {
  const frame = bytes.subarray(1, -2)
  const plain = frame.filter((byte) => byte !== 0x7d && byte !== 0x7e)
  const sum = plain.reduce((all, byte) => all ^ byte, 0)
  return Buffer.from([0x7e, ...plain, ...(sum === 0x7d || sum === 0x7e ? [0x7d, sum - 0x7c] : [sum]), 0x7e])
}

test('a frame is read as it was written, whatever stands in it', () => {
  const body = fc.uint8Array({ maxLength: 1_000 })
  const numbers = fc.record({
    id: fc.integer({ min: 0, max: 65_535 }),
    serial: fc.integer({ min: 0, max: 65_535 }),
    is2019: fc.boolean(),
  })
  fc.assert(
    fc.property(body, numbers, (bytes, header) => {
      const terminal = '13800138000'.padStart(header.is2019 ? 20 : 12, '0')
      const written = writeFrame({ ...header, terminal }, Buffer.from(bytes))
      expect(written.subarray(1, -1).includes(0x7e)).toBe(false)
      expect(readFrame(written.subarray(1, -1))).toMatchObject({
        ...header,
        terminal,
        body: Buffer.from(bytes),
      })
    }),
  )
})

test('parts that never become whole are given up, and never fill the memory', () => {
  const reassembly = createReassembly(100_000)
  const body = Buffer.alloc(1_000)
  for (let i = 0; i < 10_000; i++) {
    const part = { total: 2, index: 1 }
    reassembly.add(
      { id: ids.position, terminal: String(i), serial: 1, is2019: false, encrypted: false, part, body },
      now,
    )
    expect(reassembly.waitingBytes()).toBeLessThanOrEqual(101_000)
  }
  expect(reassembly.takeGivenUp()).toBeGreaterThan(9_800)
  reassembly.add(
    {
      id: ids.position,
      terminal: 'late',
      serial: 1,
      is2019: false,
      encrypted: false,
      part: { total: 2, index: 1 },
      body,
    },
    now + 60_000,
  )
  expect(reassembly.waitingBytes()).toBe(1_000)
})

test('a frame without an end is thrown away, and the next one is read', () => {
  const cutter = createFrameCutter()
  const cuts: unknown[] = []
  const [sound = Buffer.alloc(0)] = soundJt808
  for (const piece of pieces(Buffer.concat([Buffer.of(0x7e), Buffer.alloc(1_000_000), sound]), 1_000))
    cutter.push(piece, (cut) => cuts.push(cut))
  expect(cuts).toEqual(['oversize', sound.subarray(1, -1)])
  expect(cutter.unfinished()).toBe(false)
})
