/** AIS from the line to the vessel: strictness, assembly, decoding, and nothing that crashes it. */
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { Registry } from 'prom-client'
import { describe, expect, test, vi } from 'vitest'
import type { Particulars } from '../positions/deviceQueries.ts'
import type { Report } from '../positions/intake.ts'
import { listener, startAisGateway } from './ais.ts'
import { createAssembly } from './assembly.ts'
import { checksum, readSentence } from './sentences.ts'

type Heard = { places: (Report & { mmsi: string })[]; particulars: (Particulars & { mmsi: string })[] }

/** A gateway's inside without its sockets, and what it heard. */
function ear() {
  const heard: Heard = { places: [], particulars: [] }
  const metrics = new Registry()
  const vessels = {
    heardPlace: (mmsi: string, report: Report) => void heard.places.push({ mmsi, ...report }),
    heardParticulars: (mmsi: string, told: Particulars) => void heard.particulars.push({ mmsi, ...told }),
  }
  const hear = listener({ vessels, metrics, now: () => 1_000 })
  const assembly = createAssembly()
  const outcomes = async () => {
    const { values } = (await metrics.getMetricsAsJSON())[0] as unknown as {
      values: { labels: { outcome: string }; value: number }[]
    }
    return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))
  }
  return { heard, metrics, vessels, outcomes, hear: (line: string) => hear(line, assembly) }
}

const sealed = (body: string): string =>
  `!${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}`

const PLACE = '!AIVDM,1,1,,A,13`nu=PP000J9?lN?7S`pgwf0@PA,0*60'
const STATIC = [
  '!AIVDM,2,1,7,A,53aN41D000010<hh000P7;:0dtdP44p00000000N30623tL<12U1DThj1C32,0*0D',
  '!AIVDM,2,2,7,A,CQh00000008,2*61',
]

describe('a line', () => {
  test('tells a place', () => {
    const { hear, heard } = ear()
    hear(PLACE)
    expect(heard.places).toEqual([
      {
        mmsi: '244170038',
        at: 1_000,
        accuracy: Number.NaN,
        lng: 3_426_810 / 600_000,
        lat: expect.closeTo(52.841623, 5),
        speed: 0,
        heading: 227.4,
      },
    ])
  })

  test.each([
    ['behind a tag block', `\\${sealed('s:r3,c:1276256770').slice(1)}\\${PLACE}`],
    ['followed by when its receiver heard it', `${PLACE},1276256770`],
    ['with spaces and line ends around it', `  ${PLACE}\r\n`],
    [
      'with a small-letter checksum',
      sealed('AIVDM,1,1,,A,13`jd30P00PIwWVN?aU=DOvd2D0c,0')
        .toLowerCase()
        .replace(/^!.*\*/, '!AIVDM,1,1,,A,13`jd30P00PIwWVN?aU=DOvd2D0c,0*'),
    ],
    ['from a base station', sealed(PLACE.slice(1, -3).replace('AIVDM', 'BSVDM'))],
  ])('is read %s', (_how, line) => {
    const { hear, heard } = ear()
    hear(line)
    expect(heard.places).toHaveLength(1)
  })

  test.each([
    ['a wrong checksum', PLACE.replace('*60', '*61'), 'checksum'],
    ['a tag block with a wrong checksum', `\\s:r3,c:1276256770*11\\${PLACE}`, 'checksum'],
    ['no checksum', PLACE.slice(0, -3), 'format'],
    ['more parts than it has', sealed('AIVDM,2,3,1,A,13`nu=PP000J9?lN?7S`pgwf0@PA,0'), 'format'],
    ['another talker’s sentence', '$GPGGA,1,2*00', 'not_ais'],
    ['too many characters', sealed(`AIVDM,1,1,,A,${'1'.repeat(200)},0`), 'too_long'],
    ['a cut-off payload', sealed('AIVDM,1,1,,B,13aC,0'), 'short'],
    ['MMSI 0', sealed(`AIVDM,1,1,,A,1${'0'.repeat(27)},0`), 'mmsi'],
  ])('with %s is refused and counted', async (_what, line, outcome) => {
    const { hear, heard, outcomes } = ear()
    hear(line)
    expect(heard.places).toEqual([])
    expect(await outcomes()).toEqual({ [outcome]: 1 })
  })
})

describe('a message in parts', () => {
  test('names a vessel once its parts are there, in either order', () => {
    for (const lines of [STATIC, [...STATIC].reverse()]) {
      const { hear, heard } = ear()
      lines.forEach(hear)
      expect(heard.particulars).toEqual([
        { mmsi: '244810757', name: 'HA22 KOKHAAN', callsign: 'PCLL', shipType: 30, lengthMetres: 30 },
      ])
    }
  })

  test('is never mixed with others, however their parts interleave', () => {
    const streams = fc.uniqueArray(
      fc.record({
        sequence: fc.integer({ min: 0, max: 9 }),
        channel: fc.constantFrom('A', 'B'),
        total: fc.integer({ min: 2, max: 5 }),
        order: fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
      }),
      { selector: (each) => `${each.sequence}${each.channel}`, minLength: 1, maxLength: 20 },
    )
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.nat()), (messages, dice) => {
        const queues = messages.map(({ sequence, channel, total, order }) => {
          const parts = Array.from({ length: total }, (_, i) => i + 1)
          parts.sort((a, b) => (order[a - 1] ?? 0) - (order[b - 1] ?? 0))
          return parts.map((part) =>
            sealed(`AIVDM,${total},${part},${sequence},${channel},${sequence}${channel}${part},0`),
          )
        })
        const assembly = createAssembly()
        const whole: string[] = []
        while (queues.some((queue) => queue.length > 0)) {
          const left = queues.filter((queue) => queue.length > 0)
          const line = left[(dice.next().value ?? 0) % left.length]?.shift() ?? ''
          const sentence = readSentence(line)
          if (typeof sentence === 'string') throw new Error(`${line}: ${sentence}`)
          const payload = assembly.add(sentence, 0)
          if (payload) whole.push(payload.text)
        }
        const expected = messages.map(({ sequence, channel, total }) =>
          Array.from({ length: total }, (_, i) => `${sequence}${channel}${i + 1}`).join(''),
        )
        expect(whole.sort()).toEqual(expected.sort())
        expect(assembly.waiting()).toBe(0)
      }),
    )
  })

  test('is given up when a part does not come, and so is what an attacker piles up', () => {
    const assembly = createAssembly()
    const first = readSentence(STATIC[0] as string)
    if (typeof first === 'string') throw new Error(first)
    for (let i = 0; i < 10_000; i++) assembly.add({ ...first, station: String(i) }, 0)
    expect(assembly.waiting()).toBeLessThanOrEqual(200)
    assembly.add({ ...first, station: 'late' }, 60_000)
    expect(assembly.waiting()).toBe(1)
    expect(assembly.takeGivenUp()).toBe(10_000)
  })
})

test('20,000 damaged lines: none crashes, and none with a wrong checksum yields anything', () => {
  const { hear, heard } = ear()
  const lines = [PLACE, ...STATIC, '!AIVDM,1,1,,A,K3KUMp1@rR4J2P1R,0*53', `\\s:r3*12\\${PLACE}`]
  const damage = fc.record({
    line: fc.constantFrom(...lines),
    edits: fc.array(
      fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'cut', 'insert')),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    seal: fc.boolean(),
  })
  const broken = ({
    line,
    edits,
    seal,
  }: {
    line: string
    edits: [number, number, string][]
    seal: boolean
  }) => {
    let text = line
    for (const [where, byte, edit] of edits) {
      const at = where % Math.max(1, text.length)
      const put = edit === 'cut' ? '' : String.fromCharCode(byte)
      text = text.slice(0, at) + put + text.slice(edit === 'insert' ? at : at + 1)
    }
    return seal ? sealed(text.slice(1).replace(/\*.*$/s, '')) : text
  }
  fc.assert(
    fc.property(damage, (each) => {
      const line = broken(each)
      const [places, particulars] = [heard.places.length, heard.particulars.length]
      for (const piece of line.split('\n')) hear(piece)
      const [, body = '', sum = ''] = /!([^*]*)\*([0-9A-Fa-f]{2})/.exec(line) ?? []
      if (checksum(body) === Number.parseInt(sum, 16)) return
      expect([heard.places.length, heard.particulars.length]).toEqual([places, particulars])
    }),
    { numRuns: 20_000 },
  )
  for (const place of heard.places) expect([place.lng, place.lat].every(Number.isFinite)).toBe(true)
})

test('over TCP a line may come in pieces, and an endless one costs no memory and no connection', async () => {
  const { heard, metrics, vessels } = ear()
  const gateway = await startAisGateway({
    port: 0,
    host: '127.0.0.1',
    vessels,
    metrics: new Registry(),
    now: () => 1_000,
    say: () => {},
  })
  expect(metrics).toBeDefined()
  const socket = connect(gateway.port, '127.0.0.1')
  socket.write(PLACE.slice(0, 20))
  socket.write(`${PLACE.slice(20)}\r\n`)
  await vi.waitFor(() => expect(heard.places).toHaveLength(1))
  socket.write('x'.repeat(1_000_000))
  socket.write(`\n${PLACE}\n`)
  await vi.waitFor(() => expect(heard.places).toHaveLength(2))
  socket.destroy()
  await gateway.stop()
})

const vectors = resolve(import.meta.dirname, '../../../shared/vectors')
const readVectors = (name: string) =>
  readFileSync(resolve(vectors, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

type Vector = {
  id: string
  sentences: string[]
  expected: Record<string, number | string | null>
  expected_disputed: Record<string, unknown>
}

// The vectors are not part of the project: where they are not beside it, their tests are listed as skipped.
describe.skipIf(!existsSync(vectors))('the decode vectors', () => {
  const hearAll = (sentences: string[]) => {
    const { hear, heard } = ear()
    sentences.forEach(hear)
    return heard
  }
  const all: Vector[] = existsSync(vectors) ? readVectors('ais.jsonl') : []
  const isKnown = (value: unknown): value is number => typeof value === 'number'

  test('put every vessel where other decoders put her', () => {
    const placing = all.filter(({ expected }) => [1, 2, 3, 18, 19, 27].includes(Number(expected.type)))
    const wrong = placing.filter(({ sentences, expected, expected_disputed: disputed }) => {
      if ('lon' in disputed || 'lat' in disputed) return false
      const { places } = hearAll(sentences)
      const { lon, lat } = expected
      const unknown = !isKnown(lon) || !isKnown(lat) || lon >= 181 || lat >= 91
      if (unknown) return places.length > 0
      const place = places[0]
      // Type 27 tells tenths of a minute, which the vectors round to 1e-4°.
      const near = expected.type === 27 ? 1e-4 : 2e-6
      return !place || Math.abs(place.lng - lon) > near || Math.abs(place.lat - lat) > near
    })
    expect(
      wrong.map(({ id, sentences, expected }) => ({
        id,
        sentences,
        expected,
        got: hearAll(sentences).places,
      })),
    ).toEqual([])
  })

  test('tell every speed as other decoders do', () => {
    const wrong = all.filter(({ sentences, expected }) => {
      const [place] = hearAll(sentences).places
      if (!place || !isKnown(expected.sog) || expected.sog > 102.2 || expected.type === 27) return false
      return Math.abs(place.speed - (expected.sog * 1852) / 3600) > 0.001
    })
    expect(wrong).toEqual([])
  })

  test('name every vessel as other decoders do', () => {
    const wrong = all.filter(({ sentences, expected, expected_disputed: disputed }) => {
      if (!expected.shipname || 'shipname' in disputed || ![5, 19, 24].includes(Number(expected.type)))
        return false
      return hearAll(sentences).particulars[0]?.name !== String(expected.shipname).trim()
    })
    expect(
      wrong.map(({ id, sentences, expected }) => ({
        id,
        sentences,
        expected,
        got: hearAll(sentences).particulars,
      })),
    ).toEqual([])
  })

  test('yield no place from any damaged message', () => {
    const damaged: Vector[] = readVectors('ais_negative_made_here.jsonl')
    expect(damaged.filter(({ sentences }) => hearAll(sentences).places.length > 0)).toEqual([])
  })
})
