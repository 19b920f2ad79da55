/** Which chunks of history there are, as far as the server was asked. */
import { create } from 'zustand'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { ChunkListing } from '#contract/replay.ts'
import type { Index } from './source.ts'

type Span = readonly [from: number, to: number]

type Known = {
  /** By their beginnings. */
  readonly chunks: ReadonlyMap<number, ChunkListing>
  /** The oldest moment there is, ms UTC; null where there is none, undefined before that is known. */
  readonly first: number | null | undefined
  readonly listed: readonly Span[]
  /** The server did not answer last time. */
  readonly failed: boolean
}

const nothing: Known = { chunks: new Map(), first: undefined, listed: [], failed: false }
export const useIndex = create<Known>(() => nothing)

export const forgetIndex = (): void => useIndex.setState(nothing, true)

export const startOf = (at: number): number => Math.floor(at / CHUNK_MS) * CHUNK_MS

export const chunkAt = (at: number): ChunkListing | undefined => useIndex.getState().chunks.get(startOf(at))

/** Whether the server was asked what there is of a moment. */
export const isListed = (at: number): boolean =>
  useIndex.getState().listed.some(([from, to]) => from <= at && at < to)

/** What the server said of `from` up to `to`, ms UTC. */
export function letInIndex(index: Index, from: number, to: number): void {
  useIndex.setState(({ chunks, listed }) => ({
    chunks: new Map([...chunks, ...index.chunks.map((each) => [each.starts, each] as const)]),
    first: index.first,
    listed: joined([...listed, [from, Math.min(to, index.now)]]),
    failed: false,
  }))
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = []
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    const last = all.at(-1)
    if (last && from <= last[1]) all[all.length - 1] = [last[0], Math.max(last[1], to)]
    else all.push([from, to])
  }
  return all
}
