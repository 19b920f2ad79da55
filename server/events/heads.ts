/** Writes the last entry of each day with its hash into a file, to be kept where nobody who changes the log can reach it. */
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { ChainHead } from '#contract/chain.ts'
import type { Pool } from '../db.ts'
import { dayInShanghai } from '../dispatch/travel.ts'
import { headsSince } from './chainQueries.ts'

export type HeadsNeeds = {
  readonly db: Pool
  /** Folder of the file `heads.jsonl`. */
  readonly folder: string
  /** ms UTC. */
  readonly now: () => number
  readonly say: (line: string) => void
  readonly every?: number
}

const FILE = 'heads.jsonl'
const HOUR_MS = 3_600_000

/** Writes down what is missing now and then each hour; answers how to stop. */
export function keepHeads(needs: HeadsNeeds): () => Promise<void> {
  let writing = Promise.resolve()
  const write = () => {
    writing = writing
      .then(() => writeHeads(needs))
      .catch((error: Error) => needs.say(`the log's daily heads could not be written: ${error.message}`))
  }
  write()
  const timer = setInterval(write, needs.every ?? HOUR_MS)
  return () => {
    clearInterval(timer)
    return writing
  }
}

/** Appends each day that is over and not in the file. */
export async function writeHeads({ db, folder, now }: HeadsNeeds): Promise<void> {
  const file = join(folder, FILE)
  await mkdir(folder, { recursive: true })
  const known = readHeadLines(await readFile(file, 'utf8').catch(() => ''))
  const newest = known.at(-1)
  const since = newest ? dayInShanghai(Date.parse(`${newest.day}T12:00+08:00`)) + 24 * HOUR_MS : 0
  const heads = await headsSince(db, since, now())
  if (heads.length === 0) return
  await appendFile(file, heads.map((head) => `${JSON.stringify(head)}\n`).join(''))
}

/** Reads what `writeHeads` wrote. Throws naming the line that is none of it. */
export function readHeadLines(text: string): ChainHead[] {
  return text
    .split('\n')
    .map((line, i) => [line.trim(), i + 1] as const)
    .filter(([line]) => line !== '')
    .map(([line, number]) => headOf(line, number))
}

function headOf(line: string, number: number): ChainHead {
  try {
    return Value.Parse(ChainHead, JSON.parse(line))
  } catch {
    throw new Error(`line ${number} of the heads is not {"day", "number", "hash"}: ${line.slice(0, 80)}`)
  }
}
