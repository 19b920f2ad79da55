/** Which of the past is here: the index of chunks, what was fetched of each or failed, and what is fetched next. */
import { CHUNK_MS } from '#contract/chunk.ts'
import { type ChunkFacts, type ChunkListing, type Knowing, type Level, levels } from '#contract/replay.ts'
import type { Zone } from '../zones/store.ts'
import { createKeep } from './keep.ts'
import { chunkAt, forgetIndex, isListed, letInIndex, startOf, useIndex } from './listing.ts'
import type { Reader } from './reader.ts'
import type { Source } from './source.ts'

/** `ready`: the moment can be shown. `none`: there is no history of it. */
export type State = 'ready' | 'loading' | 'none' | 'failed'

/** `key` names it to the reader; `until`: up to when it tells everything, ms UTC. */
export type Fixes = { readonly key: string; readonly level: Level; readonly until: number }

export type Tape = {
  /** Fetches the index of a span where it is not known. */
  list(from: number, to: number): void
  /** Fetches what a moment needs. */
  want(at: number, level: Level, knowing: Knowing): void
  /** Fetches facts alone. */
  wantFacts(at: number, knowing: Knowing): void
  state(at: number, knowing: Knowing): State
  /** Those of a chunk, if they are here. */
  facts(start: number, knowing: Knowing): ChunkFacts | undefined
  zones(start: number): readonly Zone[] | undefined
  /** The finest that are here of a moment's chunk. */
  fixes(at: number, knowing: Knowing): Fixes | undefined
  /** What failed is asked for again at once. */
  retry(): void
  forget(): void
}

/** What the reader may hold: six chunks of 10,000 units a second are 345 MB, and the page itself some 150. */
const READER_BYTES = 350e6
/** Boards with their events are some megabytes each. */
const FACTS_KEPT = 24
/** Around a moment the index is asked for so much at once. */
const LISTED_MS = 3_600_000
/** The newest chunk is asked about again no sooner. */
const RELIST_MS = 1000

type Needs = { readonly source: Source; readonly reader: Reader; readonly onNews: () => void }

export function createTape({ source, reader, onNews: news }: Needs): Tape {
  const facts = createKeep<ChunkFacts | null>({ news, most: FACTS_KEPT })
  const zones = createKeep<readonly Zone[]>({ news, most: FACTS_KEPT })
  const fixes = createKeep<Fixes>({ news, most: READER_BYTES, drop: ({ key }) => reader.close(key) })
  let listing = false
  let fetched = 0
  let listedAt = Number.NEGATIVE_INFINITY

  const list = async (from: number, to: number) => {
    if (listing) return
    listing = true
    // Whoever asks again and again, of the newest or of a server that does not answer, waits.
    const wait = listedAt + RELIST_MS - performance.now()
    if (wait > 0) await new Promise((done) => setTimeout(done, wait))
    try {
      const begin = startOf(Math.max(0, from))
      letInIndex(await source.list(begin, Math.ceil(to)), begin, to)
    } catch {
      useIndex.setState({ failed: true })
    }
    listing = false
    listedAt = performance.now()
    news()
  }
  const wantFacts = (at: number, knowing: Knowing) => {
    const chunk = chunkAt(at)
    if (!chunk) return
    const { starts, factsVersion, complete } = chunk
    const version = complete ? factsVersion : undefined
    const fetchFacts = async () => ({ value: await source.facts(starts, knowing, version), size: 1 })
    facts.want(`${starts} ${knowing}`, { ...reaching(chunk, at), version: factsVersion }, fetchFacts)
    zones.want(`${starts}`, { version: 1, until: 0, least: 0 }, async () => ({
      value: await source.zones(starts),
      size: 1,
    }))
  }
  const wantFixes = (at: number, level: Level, knowing: Knowing) => {
    const chunk = chunkAt(at)
    if (!chunk) return
    const { starts, until } = chunk
    const version = chunk.complete ? chunk.version : undefined
    const name = nameOf(starts, level, knowing)
    fixes.want(name, reaching(chunk, at), async () => {
      // One of its own for each time it is fetched: the one before is closed once this one is here.
      const key = `${name} ${++fetched}`
      const [bytes, receipts] = await Promise.all([
        source.fixes(starts, level, version),
        knowing === 'received' ? source.receipts(starts, version) : undefined,
      ])
      return { value: { key, level, until }, size: await reader.open(key, bytes, receipts) }
    })
  }
  /** What is here and reaches the moment, the finest first; else whatever is here. */
  const fixesAt = (at: number, knowing: Knowing) => {
    const all = levels.flatMap((level) => fixes.of(nameOf(startOf(at), level, knowing)) ?? [])
    const here = all.filter(({ value }) => value !== undefined)
    return here.find(({ until }) => at < until) ?? here[0] ?? all.find(({ failed }) => failed)
  }
  return {
    list(from, to) {
      if (!isListed(from) || !isListed(to - 1)) void list(from, to)
    },
    wantFacts,
    want(at, level, knowing) {
      const chunk = chunkAt(at)
      // The newest chunk grows.
      if (!isListed(at) || (chunk && at >= chunk.until)) void list(at - LISTED_MS, at + LISTED_MS)
      wantFacts(at, knowing)
      // When what was received is told of every fix alone.
      wantFixes(at, knowing === 'received' ? 1 : level, knowing)
    },
    state(at, knowing) {
      if (!chunkAt(at)) return isListed(at) ? 'none' : useIndex.getState().failed ? 'failed' : 'loading'
      const needed = [facts.of(`${startOf(at)} ${knowing}`), fixesAt(at, knowing)]
      // The board was not kept yet.
      const board = facts.of(`${startOf(at)} ${knowing}`)?.value
      if (board === null || (board && at < board.board.at)) return 'none'
      if (needed.every((each) => each?.value !== undefined && at < each.until)) return 'ready'
      return needed.some((each) => each?.failed) ? 'failed' : 'loading'
    },
    facts: (start, knowing) => facts.of(`${start} ${knowing}`)?.value ?? undefined,
    zones: (start) => zones.of(`${start}`)?.value,
    fixes: (at, knowing) => fixesAt(at, knowing)?.value,
    retry() {
      for (const keep of [facts, zones, fixes]) keep.retry()
      listedAt = Number.NEGATIVE_INFINITY
      useIndex.setState({ failed: false })
    },
    forget() {
      for (const keep of [facts, zones, fixes]) keep.forget()
      forgetIndex()
      listedAt = Number.NEGATIVE_INFINITY
    },
  }
}

/** Of a chunk that grows, what is here is enough until the moment is past it. */
const reaching = ({ starts, version, until }: ChunkListing, at: number) => ({
  version,
  until,
  least: until === starts + CHUNK_MS ? until : Math.min(until, at + 1),
})

const nameOf = (starts: number, level: Level, knowing: Knowing): string => `${starts} ${level} ${knowing}`
