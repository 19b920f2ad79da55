/** A list of officers with their units and accounts through the public API: each row is told by its line, what became of it or why not. */

import { DateTime } from 'luxon'
import type { PersonOutcome, PersonRow } from '#contract/peopleImport.ts'
import { CALL_SIGN } from '#contract/unitRegister.ts'
import type { Row } from './mapping.ts'

export type PeopleMapping = {
  readonly zone: string
  readonly timeFormat: string
  readonly columns: {
    readonly organisation: string
    readonly unit: string
    readonly unitName: string
    readonly unitNameEn: string
    readonly kind: string
    readonly name: string
    readonly nameEn: string
    readonly certificate: string
    readonly certificateUntil: string
    /** Words with spaces or 、 between them. */
    readonly skills: string
    readonly username: string
  }
  readonly kinds: Readonly<Record<string, NonNullable<PersonRow['unit']>['kind']>>
  readonly skills: Readonly<Record<string, string>>
}

type People = {
  readonly mapping: PeopleMapping
  readonly rows: readonly { readonly line: number; readonly row: Row }[]
  readonly say: (line: string) => void
  readonly send: (body: object) => Promise<unknown>
}

/** A password's hash takes 30 ms of a processor. */
const AT_ONCE = 50

/** Answers the exit code: 1 where a row was not taken. */
export async function pushPeople({ mapping, rows, say, send }: People): Promise<number> {
  const good: { line: number; person: PersonRow }[] = []
  for (const { line, row } of rows) {
    const mapped = mapPerson(mapping, row)
    if (mapped.ok) good.push({ line, person: mapped.person })
    else for (const problem of mapped.problems) say(`line ${line}: ${problem}`)
  }
  let refused = rows.length - good.length
  for (let from = 0; from < good.length; from += AT_ONCE) {
    const batch = good.slice(from, from + AT_ONCE)
    const outcomes = (await send({ rows: batch.map(({ person }) => person) })) as PersonOutcome[]
    for (const [i, outcome] of outcomes.entries()) {
      if (!outcome.ok) refused++
      say(`line ${batch[i]?.line}: ${outcomeWords(outcome)}`)
    }
  }
  say(`${rows.length} rows read: ${rows.length - refused} taken in, ${refused} not.`)
  return refused > 0 ? 1 : 0
}

function outcomeWords(outcome: PersonOutcome): string {
  if (!outcome.ok) return outcome.message.en
  const { unit, officer, account, username, password } = outcome
  const words = [unit && `unit ${unit}`, `officer ${officer}`, `account ${username} ${account}`]
  // Told here once: no table and no log has it.
  return [...words, password && `password ${password}`].filter(Boolean).join(', ')
}

export type MappedPerson =
  | { readonly ok: true; readonly person: PersonRow }
  | { readonly ok: false; readonly problems: readonly string[] }

/** One row as a person, or everything that is wrong with it: the column, what is wrong, and what to do. */
export function mapPerson({ columns, kinds, skills, timeFormat }: PeopleMapping, row: Row): MappedPerson {
  const problems: string[] = []
  const cell = (column: string) => (row[column] ?? '').trim()
  const text = (column: string, most: number): string => {
    const value = cell(column)
    if (!value) problems.push(`${column}: empty; fill it in`)
    else if (value.length > most) problems.push(`${column}: longer than ${most} characters; shorten it`)
    return value
  }
  const word = <T>(
    column: string,
    value: string,
    list: 'kinds' | 'skills',
    known: Readonly<Record<string, T>>,
  ) => {
    if (Object.hasOwn(known, value)) return known[value] as T
    const words = Object.keys(known).join(', ')
    problems.push(`${column}: "${value}" is none of ${words}; mend it, or add it to "${list}" of the mapping`)
    return undefined
  }
  const unitOf = (): PersonRow['unit'] => {
    const code = cell(columns.unit).toUpperCase()
    if (!code) return null
    if (!new RegExp(CALL_SIGN).test(code))
      problems.push(`${columns.unit}: "${code}" is no call sign; write it like H017`)
    const kind = word(columns.kind, cell(columns.kind), 'kinds', kinds)
    return {
      code,
      name: text(columns.unitName, 60),
      nameEn: text(columns.unitNameEn, 60),
      kind: kind ?? 'foot',
    }
  }
  const until = cell(columns.certificateUntil)
  const day = DateTime.fromFormat(until, timeFormat)
  if (until && !day.isValid)
    problems.push(`${columns.certificateUntil}: "${until}" is no day like ${timeFormat}`)
  const named = cell(columns.skills)
    .split(/[\s、]+/)
    .filter(Boolean)
  const person: PersonRow = {
    organisation: text(columns.organisation, 60),
    unit: unitOf(),
    name: text(columns.name, 60),
    nameEn: text(columns.nameEn, 60),
    certificate: text(columns.certificate, 40),
    certificateUntil: until ? day.toFormat('yyyy-MM-dd') : null,
    skills: [...new Set(named)].flatMap((each) => word(columns.skills, each, 'skills', skills) ?? []),
    username: cell(columns.username) || null,
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, person }
}
