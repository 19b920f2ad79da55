/** The board of any past moment: the nearest checkpoint before it, and the events since folded in. */
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { Board, Changed } from '#contract/board.ts'
import { CHUNK_MS } from '#contract/chunk.ts'
import type { Event } from '#contract/events.ts'
import { boardOf, foldIn, unfold } from '#contract/fold.ts'
import type { ChunkFacts, Knowing } from '#contract/replay.ts'
import { board } from '../board/routes.ts'
import type { Pool } from '../db.ts'
import { checkpointBefore, eventsHappened, eventsReceived, insertCheckpoint } from './factQueries.ts'

/** Keeps the board as it stands now. */
export async function makeCheckpoint(db: Pool, now: number): Promise<void> {
  const whole = await board(db, { role: 'supervisor', unit: null }, now)
  const { number } = whole
  await insertCheckpoint(db, { number, at: now, board: await packed(whole) })
}

/** Undefined where the moment lies before the first checkpoint. */
export async function chunkFacts(
  db: Pool,
  starts: number,
  by: Knowing,
  now: number,
): Promise<ChunkFacts | undefined> {
  const ends = starts + CHUNK_MS
  const checkpoint = await checkpointBefore(db, starts - 1)
  const begins = checkpoint ?? (await checkpointBefore(db, Math.min(ends, now)))
  if (!begins) return undefined
  const from = checkpoint ? starts : begins.at
  const events = await (by === 'happened' ? eventsHappened : eventsReceived)(db, begins.number, ends - 1)
  const folded = unfold(await unpacked(begins.board))
  let number = begins.number
  const isBefore = (event: Event) => event[by] < from
  for (const event of events.filter(isBefore)) {
    foldIn(folded, event.body as Changed)
    number = Math.max(number, event.number)
  }
  return {
    starts,
    ends,
    board: boardOf(folded, number, from),
    events: events.filter((event) => !isBefore(event)),
  }
}

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)

const packed = (whole: Board): Promise<Buffer> =>
  compress(JSON.stringify(whole), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })

const unpacked = async (bytes: Buffer): Promise<Board> => JSON.parse((await decompress(bytes)).toString())
