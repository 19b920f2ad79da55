/** One piece of the chunk worker's work: ten minutes are read, packed, and put on the shelf or handed over. */
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import type { PoolClient } from 'pg'
import { AT, type Chunk, HEADING, openChunk, PRESENT, WIDTH } from '#contract/chunk.ts'
import { openReceipts } from '#contract/chunkReceipts.ts'
import type { Pool } from '../db.ts'
import { type Built, buildChunk, standingFromHistory } from './build.ts'
import { type KeptChunk, lateRows, type Part, type Parts, parts, type Size } from './chunkQueries.ts'
import { putOnShelf, sizesOf, takeFromShelf } from './shelf.ts'
import { type Standing, standingAfter } from './standing.ts'

type OnShelf = Pick<KeptChunk, 'starts' | 'version' | 'parts' | 'fixes'>

export type Job = {
  readonly folder: string
  readonly starts: number
  /** The chunk before it and the one after it, where they are kept. */
  readonly before: OnShelf | undefined
  readonly next: OnShelf | undefined
  /** To be put on the shelf as its version, or where it is what is kept already as that; null: to be handed over. */
  readonly version: number | null
  readonly kept: OnShelf | undefined
}

export type Done = {
  /** As which it was put on the shelf. */
  readonly version: number | null
  readonly fixes: number
  readonly late: number
  readonly parts: Parts<Size>
  /** Handed over. */
  readonly bytes: Parts<Uint8Array> | undefined
  /** The next chunk begins with somebody elsewhere than this one ends. */
  readonly movesNext: boolean
}

/** What a job has used, and the most memory that its process ever had. */
export type Used = { readonly cpuSeconds: number; readonly mostBytes: number }

/** How everybody stood before a chunk is kept from job to job: the chunk under way is built again and again. */
export function createWork(db: Pool): (job: Job) => Promise<Done> {
  let known: { readonly key: string; readonly standing: Standing } | undefined
  const standingBefore = async (job: Job): Promise<Standing> => {
    const key = `${job.before?.starts}-${job.before?.version}`
    if (job.before && known?.key === key) return known.standing
    const opened = job.before && (await openKept(job.folder, job.before))
    if (!opened) return withClient(db, (client) => standingFromHistory(client, job.starts))
    const standing = standingAfter(opened.chunk, opened.receipts)
    known = { key, standing }
    return standing
  }
  return async (job) => {
    const before = await standingBefore(job)
    // Before the rows are read: what comes in between makes one version too many, and is never missed.
    const late = await lateRows(db, job.starts)
    const built = await withClient(db, (client) => buildChunk(client, before, job.before?.fixes))
    const bytes = partsOf(built)
    const sizes = sizesOf(bytes)
    const version = job.kept && isWhatIsKept(sizes, job.kept) ? job.kept.version : job.version
    if (version !== null) await putOnShelf({ ...job, version }, bytes)
    return {
      version,
      fixes: built.fixes,
      late,
      parts: sizes,
      bytes: job.version === null ? bytes : undefined,
      movesNext: job.next !== undefined && (await moves(job.folder, job.next, built)),
    }
  }
}

const isWhatIsKept = (sizes: Parts<Size>, kept: OnShelf): boolean =>
  parts.every((part) => sizes[part].sha256 === kept.parts[part].sha256)

const partsOf = ({ chunks, receipts }: Built): Parts<Uint8Array> => ({
  1: chunks[1],
  10: chunks[10],
  60: chunks[60],
  receipts,
})

const decompress = promisify(brotliDecompress)

async function openKept(folder: string, kept: OnShelf) {
  const [fixes, receipts] = await Promise.all([
    openPart(folder, kept, '1'),
    openPart(folder, kept, 'receipts'),
  ])
  if (!fixes || !receipts) return undefined
  const chunk = openChunk(fixes)
  return { chunk, receipts: openReceipts(receipts, chunk) }
}

async function openPart(folder: string, kept: OnShelf, part: Part): Promise<Buffer | undefined> {
  const bytes = await takeFromShelf(folder, kept, part)
  return bytes && decompress(bytes)
}

async function moves(folder: string, next: OnShelf, built: Built): Promise<boolean> {
  // A minute's overview begins as all the chunk does, and ends as it does.
  const bytes = await openPart(folder, next, '60')
  if (!bytes) return true
  const ended = openChunk(await decompress(built.chunks[60]))
  const begun = openChunk(bytes)
  return !isSame(ended, begun)
}

function isSame(ended: Chunk, begun: Chunk): boolean {
  const [one, other] = [ended.pacesAt(ended.blocks), begun.pacesAt(0)]
  const places = new Map(Array.from(begun.movers, (mover, i) => [mover, i]))
  return ended.movers.every((mover, i) => {
    const pace = i * WIDTH
    if (one[pace + PRESENT] === 0) return true
    const there = places.get(mover)
    if (there === undefined) return false
    for (let field = PRESENT; field <= HEADING; field++) {
      const shift = field === AT ? ended.ends - ended.starts : 0
      if ((one[pace + field] as number) - shift !== other[there * WIDTH + field]) return false
    }
    return true
  })
}

async function withClient<T>(db: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.connect()
  try {
    return await work(client)
  } finally {
    client.release()
  }
}
