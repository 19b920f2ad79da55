/** A register of objects through the public API: every bad row told by its line, all of it or none. */
import type { ImportedObject, ImportOutcome } from '#contract/objectRegister.ts'
import type { Row } from './mapping.ts'
import { mapObject, type ObjectMapping } from './objectMapping.ts'

export type Register = {
  readonly mapping: ObjectMapping
  readonly rows: readonly { readonly line: number; readonly row: Row }[]
  /** Leaves bad rows out. */
  readonly skipBad: boolean
  /** Only says what is wrong. */
  readonly dryRun: boolean
  readonly say: (line: string) => void
  readonly send: (body: object) => Promise<unknown>
}

type Good = { readonly line: number; readonly object: ImportedObject }

/** As many as one request takes. */
const AT_ONCE = 5_000

/** Answers the exit code. The server looks at every row before the first is written. */
export async function importRegister({
  mapping,
  rows,
  skipBad,
  dryRun,
  say,
  send,
}: Register): Promise<number> {
  const bad = new Set<number>()
  const tell = (line: number, problem: string) => {
    bad.add(line)
    say(`line ${line}: ${problem}`)
  }
  const mapped: Good[] = []
  for (const { line, row } of rows) {
    const one = mapObject(mapping, row)
    if (one.ok) mapped.push({ line, object: one.object })
    else for (const problem of one.problems) tell(line, problem)
  }
  tellTwice(mapped, mapping, tell)
  const post = async (batch: readonly Good[], check: boolean) =>
    (await send({
      source: mapping.source,
      datum: mapping.datum,
      check,
      objects: batch.map(({ object }) => object),
    })) as ImportOutcome
  const unique = mapped.filter(({ line }) => !bad.has(line))
  for (const batch of batches(unique)) {
    const { refused } = await post(batch, true)
    for (const { index, field, message } of refused)
      tell(batch[index]?.line ?? 0, `${columnOf(mapping, field)}: ${message.en}`)
  }
  const good = unique.filter(({ line }) => !bad.has(line))
  say(`${rows.length} rows read: ${good.length} good, ${bad.size} with problems.`)
  if (bad.size > 0 && !skipBad) {
    say('Nothing was imported. Mend the rows or the mapping, or leave them out with --skip-bad.')
    return 1
  }
  if (dryRun || good.length === 0) return 0
  const sums = { added: 0, changed: 0, same: 0 }
  for (const batch of batches(good)) {
    const { added, changed, same, refused } = await post(batch, false)
    if (refused.length > 0) throw new Error(`Somebody else changed the register meanwhile: import it again`)
    sums.added += added
    sums.changed += changed
    sums.same += same
  }
  say(`${sums.added} objects added, ${sums.changed} changed, ${sums.same} were the same.`)
  return 0
}

/** The server sees twins within one request only. */
function tellTwice(
  good: readonly Good[],
  { columns }: ObjectMapping,
  tell: (line: number, problem: string) => void,
): void {
  for (const [field, column] of [
    ['externalId', columns.externalId],
    ['venueCode', columns.venueCode],
  ] as const) {
    const first = new Map<string, number>()
    for (const { line, object } of good) {
      const before = first.get(object[field])
      if (before === undefined) first.set(object[field], line)
      else tell(line, `${column}: "${object[field]}" stands in line ${before} already; each has its own`)
    }
  }
}

/** What the file calls a field. */
function columnOf({ columns }: ObjectMapping, field: string): string {
  if (field === 'place') return `${columns.longitude}, ${columns.latitude}`
  const column = (columns as Readonly<Record<string, string | readonly string[]>>)[field]
  return column === undefined ? field : [column].flat().join(', ')
}

function* batches<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += AT_ONCE) yield list.slice(from, from + AT_ONCE)
}
