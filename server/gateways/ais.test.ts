/** AIS from the line to the vessel: strictness, assembly, decoding, and nothing that crashes it. */
import { connect } from 'node:net'
import fc from 'fast-check'
import { Registry } from 'prom-client'
import { describe, expect, test, vi } from 'vitest'
import { startAisGateway } from './ais.ts'
import { createAssembly } from './assembly.ts'
import { checksum, readSentence } from './sentences.ts'
import { ear, sealed } from './testing.ts'

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

test('100,000 damaged lines: none crashes, and none with a wrong checksum yields anything', () => {
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
    { numRuns: 100_000 },
  )
  for (const place of heard.places) expect([place.lng, place.lat].every(Number.isFinite)).toBe(true)
})

test('over TCP a line may come in pieces, and an endless one costs no memory and no connection', async () => {
  const { heard, vessels } = ear()
  const gateway = await startAisGateway({
    port: 0,
    host: '127.0.0.1',
    vessels,
    metrics: new Registry(),
    now: () => 1_000,
    say: () => {},
  })
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
