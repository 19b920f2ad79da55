/** The proof of replay: at random instants of a recorded city with faults it shows exactly what was, and what was known then. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Board, Changed } from '#contract/board.ts'
import { AT, type Chunk, LAT, LNG, openChunk, type Paces, PRESENT, WIDTH } from '#contract/chunk.ts'
import { openReceipts, type Receipts } from '#contract/chunkReceipts.ts'
import type { Event } from '#contract/events.ts'
import { boardOf, foldIn, unfold } from '#contract/fold.ts'
import type { ChunkFacts, ChunkListing, Knowing } from '#contract/replay.ts'
import { type Recording, recordCity } from './testing.recording.ts'

const INSTANTS = 200

let recording: Recording
let chunks: readonly ChunkListing[]
// A busy machine takes several times as long over it.
beforeAll(async () => {
  recording = await recordCity(7, INSTANTS)
  const last = recording.instants.at(-1)?.at as number
  const listed = await get(`/api/replay?from=${recording.starts}&to=${last}`)
  chunks = (listed.json() as { chunks: ChunkListing[] }).chunks
}, 400_000)
afterAll(() => recording?.stop())

const get = (url: string) =>
  recording.console.app.inject({ url, headers: { cookie: recording.supervisor.cookie } })

const chunkOf = (at: number): ChunkListing => {
  const found = chunks.findLast(({ starts }) => starts <= at)
  if (!found) throw new Error(`no chunk holds ${at}`)
  return found
}

const opened = new Map<number, { readonly chunk: Chunk; readonly receipts: Receipts }>()
async function open({ starts, version }: ChunkListing) {
  const known = opened.get(starts)
  if (known) return known
  const chunk = openChunk((await get(`/api/replay/${starts}?version=${version}`)).rawPayload)
  const { rawPayload } = await get(`/api/replay/${starts}/receipts?version=${version}`)
  const fresh = { chunk, receipts: openReceipts(rawPayload, chunk) }
  opened.set(starts, fresh)
  return fresh
}

/** Who is where since when, as one text: times exact, places in the steps of a chunk. */
const told = (places: readonly (readonly number[])[]): string =>
  places
    .map((place) => place.join(' '))
    .sort()
    .join('\n')

const ofPaces = ({ movers, starts }: Chunk, paces: Paces): string =>
  told(
    Array.from(movers, (mover, i) => [mover, ...paces.subarray(i * WIDTH, (i + 1) * WIDTH)])
      .filter((pace) => pace[1 + PRESENT] === 1)
      .map((pace) => [
        pace[0] as number,
        starts + (pace[1 + AT] as number),
        pace[1 + LNG] as number,
        pace[1 + LAT] as number,
      ]),
  )

const steps = (degrees: number) => Math.round(degrees * 1e5)

test('what the center knew of places at each instant is what its book held', async () => {
  for (const { at, positions } of recording.instants) {
    const { chunk, receipts } = await open(chunkOf(at))
    const held = positions.map((fix) => [fix.mover, fix.at, steps(fix.lng), steps(fix.lat)])
    expect(ofPaces(chunk, receipts.heldUntil(at))).toBe(told(held))
  }
})

test('where everybody was at each instant is the newest of all that was ever sent, however late', async () => {
  for (const { at } of recording.instants) {
    const { chunk } = await open(chunkOf(at))
    const newest = new Map<number, readonly number[]>()
    for (const fix of recording.sent.toSorted((one, other) => one.at - other.at)) {
      if (fix.at <= at) newest.set(fix.unit, [fix.unit, fix.at, steps(fix.lng), steps(fix.lat)])
    }
    expect(ofPaces(chunk, chunk.pacesUntil(at))).toBe(told([...newest.values()]))
  }
})

/** What a console that replays does: the board when the ten minutes began, and their events up to the instant. */
async function boardAt(at: number, by: Knowing): Promise<Board> {
  const { starts, factsVersion } = chunkOf(at)
  const { board, events } = await factsOf(`/api/replay/${starts}/facts?by=${by}&version=${factsVersion}`)
  const folded = unfold(board)
  let number = board.number
  for (const event of events.filter((each) => each[by] <= at)) {
    foldIn(folded, event.body as Changed)
    number = Math.max(number, event.number)
  }
  return boardOf(folded, number, at)
}

const read = new Map<string, ChunkFacts>()
async function factsOf(url: string): Promise<ChunkFacts> {
  const facts = read.get(url) ?? ((await get(url)).json() as ChunkFacts)
  read.set(url, facts)
  return facts
}

/** The same for the same things, in whatever order their fields are told. */
const hashOf = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  return `{${fields
    .map(([name, each]) => `${name}:${canonical(each)}`)
    .sort()
    .join()}}`
}

/** By kind, so that a difference names where it is. */
const hashes = (board: Board) =>
  Object.fromEntries(
    Object.entries(board).map(([kind, list]) => [
      kind,
      hashOf(Array.isArray(list) ? list.map(canonical).sort() : list),
    ]),
  )

test('the board at each instant, as it was known, is the one consoles were told then', async () => {
  for (const { at, board } of recording.instants) {
    expect({ at, ...hashes(await boardAt(at, 'received')) }).toEqual({ at, ...hashes(board) })
  }
})

test('the board at each instant, as things happened, is the newest of each that had happened', async () => {
  const log = await wholeLog()
  for (const { at } of recording.instants) {
    const board = await boardAt(at, 'happened')
    const known = log.filter((event) => event.happened <= at && event.number > recording.begun.number)
    for (const [kind, changes] of kinds) {
      const newest = new Map((recording.begun[kind] as Versioned[]).map((each) => [each.id, each]))
      for (const each of known.flatMap(({ body }) => changes(body as Changed))) {
        if (each.version > (newest.get(each.id)?.version ?? 0)) newest.set(each.id, each)
      }
      expect({ at, kind, hash: hashOf(sorted(board[kind] as Versioned[])) }).toEqual({
        at,
        kind,
        hash: hashOf(sorted([...newest.values()])),
      })
    }
  }
})

type Versioned = { readonly id: number; readonly version: number }
const listOf = <T>(each: T | undefined): T[] => (each === undefined ? [] : [each])
const kinds: readonly (readonly [
  'tickets' | 'assignments' | 'units' | 'rounds' | 'joints',
  (changed: Changed) => readonly Versioned[],
])[] = [
  ['tickets', ({ ticket }) => listOf(ticket)],
  ['assignments', ({ assignments }) => assignments ?? []],
  ['units', ({ unit }) => listOf(unit)],
  ['rounds', ({ round }) => listOf(round)],
  ['joints', ({ joint }) => listOf(joint)],
]
const sorted = (list: readonly Versioned[]) => list.toSorted((one, other) => one.id - other.id)

async function wholeLog(): Promise<Event[]> {
  const events: Event[] = []
  for (let after = 0; ; ) {
    const page = (await get(`/api/events?after=${after}&limit=1000`)).json() as {
      last: number
      events: Event[]
    }
    events.push(...page.events)
    after = page.events.at(-1)?.number ?? page.last
    if (after >= page.last) return events
  }
}

test('all of it is there to be missed: late fixes and events, restarts, new versions, every kind of fact', async () => {
  const last = recording.instants.at(-1) as Recording['instants'][number]
  const { board } = last
  for (const kind of ['units', 'contacts', 'tickets', 'assignments', 'rounds', 'joints', 'people'] as const)
    expect({ kind, some: (board[kind] as unknown[]).length > 0 }).toEqual({ kind, some: true })
  const ever = (is: (board: Board) => boolean) => recording.instants.some((instant) => is(instant.board))
  expect(ever(({ presences }) => presences.length > 0)).toBe(true)
  expect(ever(({ holds }) => holds.length > 0)).toBe(true)
  expect(ever(({ alarms }) => alarms.length > 0)).toBe(true)
  expect(chunks.every(({ complete }) => complete)).toBe(true)
  expect(chunks.some(({ version }) => version > 2)).toBe(true)
  expect(chunks.some(({ factsVersion }) => factsVersion > 2)).toBe(true)
  let differing = 0
  for (const { at } of recording.instants) {
    const { chunk, receipts } = await open(chunkOf(at))
    if (ofPaces(chunk, receipts.heldUntil(at)) !== ofPaces(chunk, chunk.pacesUntil(at))) differing++
  }
  expect(differing).toBeGreaterThan(20)
})
