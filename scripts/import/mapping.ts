/** Another system's table of tickets, row by row into ours: which column is what, in whose time, and what its words mean here. */

import { DateTime, IANAZone } from 'luxon'
import type { ImportedTicket } from '#contract/tickets.ts'

export type Mapping = {
  /** IANA zone the file's times are in. */
  readonly zone: string
  /** Luxon's format of its times. */
  readonly timeFormat: string
  readonly columns: {
    readonly externalId: string
    readonly category: string
    /** Joined by a comma, empty cells left out. */
    readonly text: readonly string[]
    readonly address: readonly string[]
    readonly longitude: string
    readonly latitude: string
    readonly happenedAt: string
    readonly closedAt?: string
    readonly feedback?: string
  }
  /** Their category → ours. What is not here is reported, never guessed. */
  readonly categories: Readonly<Record<string, string>>
}

export type Row = Readonly<Record<string, string>>
export type Mapped =
  | { readonly ok: true; readonly ticket: ImportedTicket }
  | { readonly ok: false; readonly problems: readonly string[] }

/** What every mapping has, whatever its rows become. */
type Checked = {
  readonly zone: string
  readonly columns: Readonly<Record<string, string | readonly string[] | undefined>>
}

/** Throws where the mapping itself cannot work: a column the file does not have, or a zone that does not exist. */
export function checkMapping(mapping: Checked, header: readonly string[]): void {
  const missing = Object.values(mapping.columns)
    .flat()
    .filter((column) => column !== undefined && !header.includes(column))
  if (missing.length > 0)
    throw new Error(
      `The file has no column ${missing.map((name) => `"${name}"`).join(', ')}. Its columns: ${header.join(', ')}`,
    )
  if (!IANAZone.isValidZone(mapping.zone))
    throw new Error(`The mapping's zone "${mapping.zone}" is no IANA time zone, such as Asia/Shanghai`)
}

/** One row as a ticket, or everything that is wrong with it. */
export function mapRow(mapping: Mapping, row: Row): Mapped {
  const { columns } = mapping
  const problems: string[] = []
  const cell = (column: string | undefined) => (column ? (row[column] ?? '').trim() : '')
  const joined = (names: readonly string[]) => [...new Set(names.map(cell).filter(Boolean))].join(', ')
  const time = (column: string | undefined): number | undefined => {
    const text = cell(column)
    if (!text) return undefined
    const at = DateTime.fromFormat(text, mapping.timeFormat, { zone: mapping.zone, locale: 'en' })
    if (!at.isValid) problems.push(`${column}: "${text}" is no time like ${mapping.timeFormat}`)
    return at.isValid ? at.toMillis() : undefined
  }
  const degrees = (column: string, most: number): number => {
    const text = cell(column)
    const value = Number(text)
    if (!text) problems.push(`${column}: empty, so its place is unknown`)
    else if (!(Math.abs(value) <= most))
      problems.push(`${column}: "${text}" is no number of degrees up to ${most}`)
    return value
  }

  const theirs = cell(columns.category)
  const category = mapping.categories[theirs]
  if (!category) problems.push(`${columns.category}: "${theirs}" has no category in the mapping`)
  const externalId = cell(columns.externalId)
  if (!externalId) problems.push(`${columns.externalId}: empty`)
  const happenedAt = time(columns.happenedAt)
  if (happenedAt === undefined && !cell(columns.happenedAt)) problems.push(`${columns.happenedAt}: empty`)
  const closedAt = time(columns.closedAt)
  const place: [number, number] = [degrees(columns.longitude, 180), degrees(columns.latitude, 90)]
  if (problems.length > 0 || happenedAt === undefined || !category) return { ok: false, problems }

  const feedback = cell(columns.feedback).slice(0, 4000)
  return {
    ok: true,
    ticket: {
      externalId,
      category,
      text: joined(columns.text).slice(0, 4000) || theirs,
      address: joined(columns.address).slice(0, 300) || '—',
      place,
      happenedAt,
      ...(closedAt === undefined ? {} : { closedAt }),
      ...(feedback ? { feedback } : {}),
    },
  }
}
