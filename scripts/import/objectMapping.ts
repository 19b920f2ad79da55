/** Another system's register of objects, row by row into ours: which column is what, in which datum, and what its words mean here. */
import { DateTime } from 'luxon'
import type { ImportedObject } from '#contract/objectRegister.ts'
import type { Datum } from '#contract/positions.ts'
import type { Row } from './mapping.ts'

export type ObjectMapping = {
  /** Whose numbers these are: the same source again changes what it brought before. */
  readonly source: string
  readonly datum: Datum
  readonly zone: string
  readonly timeFormat: string
  readonly columns: {
    readonly externalId: string
    readonly kind: string
    readonly name: string
    /** Joined, empty cells left out. */
    readonly address: readonly string[]
    readonly longitude: string
    readonly latitude: string
    readonly organisation: string
    readonly grade: string
    readonly credit: string
    readonly venueCode: string
    readonly lastInspectedAt?: string
  }
  readonly kinds: Readonly<Record<string, ImportedObject['kind']>>
  readonly grades: Readonly<Record<string, ImportedObject['grade']>>
  readonly credits: Readonly<Record<string, ImportedObject['credit']>>
}

export type MappedObject =
  | { readonly ok: true; readonly object: ImportedObject }
  | { readonly ok: false; readonly problems: readonly string[] }

/** One row as an object, or everything that is wrong with it: the column, what is wrong, and what to do. */
export function mapObject(mapping: ObjectMapping, row: Row): MappedObject {
  const { columns } = mapping
  const problems: string[] = []
  const cell = (column: string | undefined) => (column ? (row[column] ?? '').trim() : '')
  const text = (column: string, most: number): string => {
    const value = cell(column)
    if (!value) problems.push(`${column}: empty; fill it in`)
    else if (value.length > most) problems.push(`${column}: longer than ${most} characters; shorten it`)
    return value
  }
  const word = <T>(
    column: string,
    list: 'kinds' | 'grades' | 'credits',
    known: Readonly<Record<string, T>>,
  ) => {
    const value = cell(column)
    if (!Object.hasOwn(known, value)) {
      const words = Object.keys(known).join(', ')
      problems.push(
        `${column}: "${value}" is none of ${words}; mend it, or add it to "${list}" of the mapping`,
      )
    }
    return known[value]
  }
  const coordinate = (column: string): number => {
    const value = cell(column)
    if (!value || !Number.isFinite(Number(value)))
      problems.push(`${column}: "${value}" is no number of degrees; write it like 121.48670`)
    return Number(value)
  }

  const externalId = text(columns.externalId, 100)
  const kind = word(columns.kind, 'kinds', mapping.kinds)
  const name = text(columns.name, 200)
  const address = columns.address.map(cell).join('')
  if (!address) problems.push(`${columns.address.join(', ')}: empty; an object has an address`)
  const place: [number, number] = [coordinate(columns.longitude), coordinate(columns.latitude)]
  if (Math.abs(place[1]) > 90)
    problems.push(`${columns.latitude}: ${place[1]} is no latitude; longitude and latitude may be swapped`)
  const organisation = text(columns.organisation, 100)
  const grade = word(columns.grade, 'grades', mapping.grades)
  const credit = word(columns.credit, 'credits', mapping.credits)
  const venueCode = text(columns.venueCode, 100)
  if (venueCode && venueCode.length < 4)
    problems.push(
      `${columns.venueCode}: "${venueCode}" is shorter than 4 characters; see the sign at the door`,
    )
  const inspected = cell(columns.lastInspectedAt)
  const time = DateTime.fromFormat(inspected, mapping.timeFormat, { zone: mapping.zone })
  if (inspected && !time.isValid)
    problems.push(`${columns.lastInspectedAt}: "${inspected}" is no time like ${mapping.timeFormat}`)
  if (problems.length > 0 || !kind || !grade || !credit) return { ok: false, problems }

  const told = {
    externalId,
    kind,
    name,
    address: address.slice(0, 300),
    place,
    organisation,
    grade,
    credit,
    venueCode,
  }
  return { ok: true, object: inspected ? { ...told, lastInspectedAt: time.toMillis() } : told }
}
