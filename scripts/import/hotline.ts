/** The hotline's file, row by row through the same door as its pushes. */
import type { HotlineAnswer, HotlineRecord } from '#contract/hotline.ts'
import { type Mapping, mapRow, type Row } from './mapping.ts'

export type MappedRecord =
  | { readonly ok: true; readonly record: HotlineRecord }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * A row as a record; without coordinates it is sent as it is, to be placed by a person. `revisedAt`: when the file was
 * written, so that a row that changed since the last file is newer, and an old file overwrites nothing.
 */
export function recordOf(mapping: Mapping, row: Row, revisedAt: number): MappedRecord {
  const { longitude, latitude } = mapping.columns
  const placeless = !row[longitude]?.trim() && !row[latitude]?.trim()
  const mapped = mapRow(mapping, placeless ? { ...row, [longitude]: '0', [latitude]: '0' } : row)
  if (!mapped.ok) return mapped
  const { externalId: id, category, text, address, place, happenedAt } = mapped.ticket
  const record = { id, revisedAt, category, text, address, happenedAt }
  return { ok: true, record: placeless ? record : { ...record, place } }
}

/** As many as one push takes. */
const AT_ONCE = 500

/** Sends records in their order; answers what became of each, `index` counting through all of them. */
export async function pushRecords(
  records: readonly HotlineRecord[],
  push: (batch: readonly HotlineRecord[]) => Promise<readonly HotlineAnswer[]>,
): Promise<HotlineAnswer[]> {
  const answers: HotlineAnswer[] = []
  for (let from = 0; from < records.length; from += AT_ONCE) {
    const answered = await push(records.slice(from, from + AT_ONCE))
    answers.push(...answered.map((answer) => ({ ...answer, index: answer.index + from })))
  }
  return answers
}
