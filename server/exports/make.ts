/** Makes the file of a scene: written beside as it is read, so that memory holds one track, then put down in the log with its hash. */
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type exportScene, KEPT_DAYS, type SceneExport } from '#contract/exports.ts'
import type { Account } from '#contract/session.ts'
import type { Needs } from '../app.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { append, type NewEvent } from '../events/append.ts'
import { counted as countedLog } from '../events/chainQueries.ts'
import { lookedEvent, noteNeeded } from '../tracks/looking.ts'
import { trackedBy } from '../tracks/queries.ts'
import { formats } from './formats.ts'
import { gatherScene } from './gather.ts'
import { insertExport, nextExport } from './queries.ts'
import { counted, type SceneHead } from './scene.ts'
import { type Seal, sealed } from './seal.ts'

/** Each holds a connection and sorts up to two million rows. */
const AT_A_TIME = 2

export type Making = (tx: Db, command: Command<typeof exportScene>) => Promise<SceneExport>

/** Carries out the command on this server, a few at a time. */
export function maker({ env }: Pick<Needs, 'env'>): Making {
  let underWay = 0
  return async (tx, command) => {
    if (underWay >= AT_A_TIME) throw busy()
    underWay++
    try {
      return await make(tx, command, folderOf(env), env.demo)
    } finally {
      underWay--
    }
  }
}

export const folderOf = ({ dataDir }: Needs['env']): string => resolve(dataDir, 'exports')

export const fileOf = (folder: string, id: number): string => join(folder, String(id))

async function make(
  tx: Db,
  { body, account, now }: Command<typeof exportScene>,
  folder: string,
  demo: boolean,
): Promise<SceneExport> {
  const { format, filter, purpose } = body
  const note = noteOf(body)
  const { last, head: hash } = await countedLog(tx)
  const log = { number: last, sha256: hash.toString('hex') }
  const title = `江河指挥台 场景 Jianghe console scene`
  const head: SceneHead = { title, demo, madeAt: now, by: account.username, purpose, note, filter, log }
  const gathered = await gatherScene(tx, head, now)
  const { scene, tally } = counted(gathered.scene)
  const id = await nextExport(tx)
  const seal: Seal = { sha256: '', bytes: 0 }
  await forgetOldFiles(folder, now)
  await write(fileOf(folder, id), sealed(formats[format].write(scene, tally), seal))
  const made: SceneExport = {
    id,
    format,
    filter,
    purpose,
    note,
    by: account.username,
    at: now,
    name: `scene-${new Date(filter.from).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z-${id}.${formats[format].ending}`,
    ...seal,
    counts: tally.counts,
    logNumber: log.number,
    logHash: log.sha256,
  }
  await insertExport(tx, made)
  const looks = await looksOf(tx, account, made)
  await append(tx, now, [
    {
      actor: account.username,
      kind: 'scene.exported',
      subject: `export/${id}`,
      // Whose tracks are in it: their crews see that it was made.
      units: gathered.movers.filter(({ kind }) => kind !== null).map((mover) => mover.id),
      body: { export: made },
    },
    ...looks,
  ])
  return made
}

/** Whose tracks were asked for by name are told as of any look at them. */
async function looksOf(
  tx: Db,
  account: Account,
  { filter, purpose, note, at }: SceneExport,
): Promise<NewEvent[]> {
  const looks: NewEvent[] = []
  for (const mover of filter.units ?? []) {
    const tracked = await trackedBy(tx, { mover, from: filter.from, to: filter.to })
    const looking = { account, from: filter.from, to: filter.to, now: at }
    if (tracked) looks.push(lookedEvent(looking, tracked, { purpose, note }))
  }
  return looks
}

function noteOf({ purpose, note }: Command<typeof exportScene>['body']): string | null {
  const words = note?.trim() || null
  if (purpose === 'other' && !words) throw noteNeeded('body/note')
  return words
}

/** Whole or not at all. */
async function write(path: string, pieces: AsyncIterable<Buffer>): Promise<void> {
  const beside = `${path}.part`
  try {
    await pipeline(pieces, createWriteStream(beside))
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

/** Those whose days are over, and what was written for a transaction that did not come about. */
async function forgetOldFiles(folder: string, now: number): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    if (now - mtimeMs > KEPT_DAYS * 86_400_000) await rm(path, { force: true })
  }
}

const busy = () =>
  new Refused(429, 'busy', {
    zh: '正在生成其他导出文件，请稍候再试',
    en: 'Other files are being written right now; try again shortly',
  })
