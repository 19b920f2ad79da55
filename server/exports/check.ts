/** Checks a file that somebody shows: are its bytes as they were made, does the log know it, and what is in it. */
import type { ExportCheck } from '#contract/exports.ts'
import type { Db } from '../db.ts'
import { formatOf } from './formats.ts'
import { eventOfExport } from './queries.ts'
import { type ReadTrack, readMfjson } from './readMfjson.ts'
import { findSeal } from './seal.ts'

/** Throws `RangeError` where it says that it is moving features and is none. */
export async function checkFile(db: Db, file: Buffer): Promise<ExportCheck> {
  const format = formatOf(file)
  const seal = findSeal(file)
  const event = seal && (await eventOfExport(db, seal.sha256))
  return {
    format,
    sha256: seal?.sha256 ?? null,
    intact: seal?.intact ?? false,
    logged: event ?? null,
    tracks: format === 'mfjson' ? readMfjson(file.toString('utf8')).map(summary) : null,
  }
}

const summary = ({ name, stretches, gaps }: ReadTrack) => ({
  name,
  fixes: stretches.reduce((sum, { length }) => sum + length, 0),
  from: stretches[0]?.[0]?.at ?? null,
  to: stretches.at(-1)?.at(-1)?.at ?? null,
  gaps: [...gaps],
})
