/** Whatever a hand does with the time machine, and whatever comes late or not at all: what is shown is what was. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CHUNK_MS, openChunk, WIDTH } from '#contract/chunk.ts'
import { openReceipts } from '#contract/chunkReceipts.ts'
import { isReplaying, useClock } from '../clock.ts'
import { letIn, useFacts, useLiveFacts } from '../facts.ts'
import { needLink } from '../link.ts'
import { livePositions, positions } from '../positions/store.ts'
import { createTestPast, type TestPast } from '../testing.past.ts'
import { startOf } from './listing.ts'
import {
  advance,
  enterLately,
  enterReplay,
  forgetPast,
  leaveReplay,
  pause,
  play,
  retry,
  reverse,
  seek,
  setKnowing,
  setSpeed,
  settled,
  speeds,
  step,
  takePastFrom,
  tapeNow,
} from './machine.ts'
import { freshScene } from './past.ts'
import { createReader } from './reader.ts'

let past: TestPast

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  past = createTestPast(Date.now())
  takePastFrom(past.source, createReader())
})
afterEach(() => {
  forgetPast()
  vi.useRealTimers()
})

const first = () => past.starts[0] as number
const last = () => past.starts.at(-1) as number

/** Everything that was asked for, and what is asked for because of it, has come or failed. */
async function arrive(well = true): Promise<void> {
  for (let i = 0; i < 12; i++) {
    past.arrive(well)
    await vi.advanceTimersByTimeAsync(1100)
  }
  await settled()
}

const clockNow = () => {
  const { clock } = useClock.getState()
  return clock.mode === 'replay' ? clock : undefined
}

/** Facts and positions are those of the shown moment, worked out from nothing. */
function expectAsItWas(): void {
  const clock = clockNow()
  if (!clock) {
    expect(useFacts.getState()).toBe(useLiveFacts.getState())
    expect(livePositions()).toBe(positions)
    return
  }
  if (tapeNow().state(clock.at, clock.knowing) !== 'ready') return
  const fresh = freshScene(tapeNow(), clock.at, clock.knowing)
  expect(useFacts.getState()).toEqual(fresh?.facts)
  const chunk = openChunk(past.bytesOf(startOf(clock.at)))
  const paces =
    clock.knowing === 'happened'
      ? chunk.pacesUntil(clock.at)
      : openReceipts(past.receiptsOf(chunk.starts), chunk).heldUntil(clock.at)
  const there = [...chunk.movers].flatMap((mover, i) =>
    paces[i * WIDTH] === 1 ? [[mover, chunk.starts + (paces[i * WIDTH + 1] as number)]] : [],
  )
  expect(shownFixes()).toEqual(there.sort(([one], [other]) => Number(one) - Number(other)))
}

const shownFixes = (): number[][] =>
  Array.from({ length: positions.count }, (_, row) => row)
    .filter((row) => positions.present[row] === 1)
    .map((row) => [positions.movers[row] as number, positions.at[row] as number])
    .sort(([one], [other]) => Number(one) - Number(other))

type Deed = { readonly name: string; run(): void | Promise<void> }

const anyMoment = fc.integer({ min: -CHUNK_MS, max: 6 * CHUNK_MS })
const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  anyMoment.map((ms) => ({ name: `seek ${ms}`, run: () => seek(first() + ms) })),
  fc.constantFrom<Deed[]>(
    { name: 'play', run: play },
    { name: 'pause', run: pause },
    { name: 'reverse', run: reverse },
    { name: 'live', run: leaveReplay },
    { name: 'happened', run: () => setKnowing('happened') },
    { name: 'received', run: () => setKnowing('received') },
    { name: 'retry', run: retry },
    { name: 'arrive', run: () => arrive(true) },
    { name: 'fail', run: () => arrive(false) },
  ),
  fc.constantFrom(...speeds).map((speed) => ({ name: `speed ${speed}`, run: () => setSpeed(speed) })),
  fc.integer({ min: -90_000, max: 90_000 }).map((ms) => ({ name: `step ${ms}`, run: () => step(ms) })),
  fc.array(fc.integer({ min: 1, max: 250 }), { minLength: 1, maxLength: 40 }).map((beats) => ({
    name: `run ${beats}`,
    async run() {
      for (const ms of beats) {
        advance(ms)
        await settled()
      }
    },
  })),
)

test('a moment left and entered again shows everybody again', async () => {
  enterReplay(first() + 1_000)
  await arrive()
  await settled()
  const before = shownFixes()
  expect(before.length).toBeGreaterThan(0)
  leaveReplay()
  enterReplay(first() + 1_000)
  await arrive()
  await settled()
  expect(shownFixes()).toEqual(before)
  leaveReplay()
})

/** Nothing was kept before `began`, ms UTC. */
function takeYoungPast(began: number): void {
  const { source } = past
  takePastFrom(
    {
      ...source,
      list: async (from, to) => ({ ...(await source.list(from, to)), first: began }),
      facts: async (...asked) => {
        const facts = await source.facts(...asked)
        return facts && { ...facts, board: { ...facts.board, at: Math.max(facts.starts, began) } }
      },
    },
    createReader(),
  )
}

test('where the past is shorter than ten minutes, one enters in the middle of it', async () => {
  const began = Date.now() - 240_000
  takeYoungPast(began)
  enterLately()
  await arrive()
  expect(clockNow()?.at).toBeGreaterThan(began + 100_000)
  expect(clockNow()?.at).toBeLessThan(began + 140_000)
})

test('who went elsewhere meanwhile is left there', async () => {
  takeYoungPast(Date.now() - 240_000)
  enterLately()
  step(-10_000)
  const there = clockNow()?.at
  await arrive()
  expect(clockNow()?.at).toBe(there)
})

test('there is no history of a moment before the first board was kept, though its ten minutes have some', async () => {
  takeYoungPast(first() + 300_000)
  enterReplay(first() + 299_000)
  await arrive()
  expect(tapeNow().state(first() + 299_000, 'happened')).toBe('none')
  expect(useFacts.getState().units.size).toBe(0)
  seek(first() + 301_000)
  await arrive()
  expect(tapeNow().state(first() + 301_000, 'happened')).toBe('ready')
})

test('backwards it stops at the oldest moment there is', async () => {
  const began = first() + 300_000
  takeYoungPast(began)
  enterReplay(began + 60_000, { speed: -600, playing: true })
  await arrive()
  for (let i = 0; i < 20; i++) advance(250)
  expect(clockNow()).toMatchObject({ at: began, playing: false })
})

test('random play, pause, seek, speed, reverse and live have no dead end, and show what was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyDeed, { minLength: 1, maxLength: 25 }),
      anyMoment,
      async (deeds, anywhere) => {
        for (const deed of deeds) {
          await deed.run()
          await settled()
          expectAsItWas()
        }
        leaveReplay()
        expect(isReplaying()).toBe(false)
        expectAsItWas()
        enterReplay(first() + anywhere)
        retry()
        await arrive()
        expect(['ready', 'none']).toContain(tapeNow().state(clockNow()?.at ?? 0, 'happened'))
        expectAsItWas()
        forgetPast()
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)

test('60× lets every event be seen once and in its turn, through a chunk’s end', async () => {
  enterReplay(first(), { speed: 60, playing: true })
  await arrive()
  const seen: number[] = []
  const stop = useFacts.subscribe(({ number }) => number !== seen.at(-1) && seen.push(number))
  seen.push(useFacts.getState().number)
  while ((clockNow()?.at ?? 0) < first() + 1.5 * CHUNK_MS) {
    advance(16)
    await settled()
    if (tapeNow().state((clockNow()?.at ?? 0) + 2000, 'happened') !== 'ready') await arrive()
  }
  stop()
  const until = useFacts.getState().number
  expect(seen).toEqual(past.events.map(({ number }) => number).filter((number) => number <= until))
})

test('going back shows the same as going forth', async () => {
  enterReplay(first() + 100_000, { speed: 16 })
  await arrive()
  const forth: unknown[] = []
  for (let i = 0; i < 60; i++) {
    forth.push([useFacts.getState().units.get(1)?.version, shownFixes()])
    step(4000)
    await settled()
  }
  for (const was of forth.reverse()) {
    step(-4000)
    await settled()
    expect([useFacts.getState().units.get(1)?.version, shownFixes()]).toEqual(was)
  }
})

test('live goes on behind the past, and is there at once on coming back', async () => {
  enterReplay(last() + 60_000)
  await arrive()
  const shown = useFacts.getState()
  letIn({ unit: { id: 77, version: 1 } as never })
  expect(useFacts.getState()).toBe(shown)
  leaveReplay()
  expect(useFacts.getState().units.has(77)).toBe(true)
  expect(shownFixes()).toEqual([])
})

test('no command is sent into the past', () => {
  enterReplay(last())
  expect(() => needLink()).toThrow('This is a replay')
})

test('forward play stops at the edge of live and says so', async () => {
  enterReplay(Date.now() - 60_000, { speed: 600, playing: true })
  for (let i = 0; i < 20 && clockNow()?.playing; i++) {
    past.arrive(true)
    await vi.advanceTimersByTimeAsync(1100)
    advance(250)
  }
  expect(clockNow()?.playing).toBe(false)
})
