/** Taking in a register of objects by its own numbers: what is new is added, what is known changed; all of it or none. */
import type { Words } from '#contract/endpoint.ts'
import type { ImportedObject, ImportOutcome, importObjects } from '#contract/objectRegister.ts'
import type { Command } from '../commands/route.ts'
import type { Db } from '../db.ts'
import { append } from '../events/append.ts'
import { toWgs84 } from '../positions/intake.ts'
import { isInTheCity } from '../tickets/file.ts'
import { codesTaken, organisationsNamed, putObjects, type Registered } from './importQueries.ts'

type Refusal = ImportOutcome['refused'][number]

/** The same register again changes only what is different in it, and tells how much that was. */
export async function takeInObjects(
  tx: Db,
  { body, account, now }: Command<typeof importObjects>,
): Promise<ImportOutcome> {
  const { source, datum, check = false } = body
  const placed = body.objects.map((object) => ({ ...object, place: toWgs84(datum, ...object.place) }))
  const organisations = await organisationsNamed(tx, [...new Set(placed.map((each) => each.organisation))])
  const taken = await codesTaken(tx, source, placed)
  const seen = { numbers: new Set<string>(), codes: new Set<string>() }
  const refused: Refusal[] = placed.flatMap((object, index) =>
    problemsOf(object, { organisations, taken, seen, now }).map(([field, message]) => ({
      index,
      field,
      message,
    })),
  )
  if (refused.length > 0 || check) return { added: 0, changed: 0, same: 0, refused }
  const registered: Registered[] = placed.map((object) => ({
    ...object,
    organisation: organisations.get(object.organisation) as number,
  }))
  const counts = await putObjects(tx, source, registered)
  if (counts.added + counts.changed > 0) {
    await append(tx, now, [
      {
        actor: account.username,
        kind: 'object.imported',
        subject: `register/${source}`,
        body: { source, ...counts },
      },
    ])
  }
  return { ...counts, refused }
}

type Known = {
  readonly organisations: ReadonlyMap<string, number>
  /** Codes that belong to other objects, by code: their names. */
  readonly taken: ReadonlyMap<string, string>
  readonly seen: { readonly numbers: Set<string>; readonly codes: Set<string> }
  readonly now: number
}

/** What is wrong with a row, by field. */
function problemsOf(
  object: ImportedObject,
  { organisations, taken, seen, now }: Known,
): [keyof ImportedObject, Words][] {
  const problems: [keyof ImportedObject, Words][] = []
  const { place, organisation, venueCode: code, externalId, lastInspectedAt } = object
  if (!isInTheCity(place))
    problems.push([
      'place',
      {
        zh: `${place.join(', ')} 不在上海市范围内：检查经纬度是否颠倒、坐标系是否正确`,
        en: `${place.join(', ')} is outside Shanghai: see whether longitude and latitude are swapped, and the datum`,
      },
    ])
  if (!organisations.has(organisation))
    problems.push([
      'organisation',
      {
        zh: `没有中队“${organisation}”：用街镇代码或中队全名`,
        en: `there is no squad “${organisation}”: use its code or its full name`,
      },
    ])
  const other = taken.get(code)
  if (other !== undefined)
    problems.push([
      'venueCode',
      { zh: `场所码 ${code} 已属于“${other}”`, en: `the venue code ${code} belongs to “${other}” already` },
    ])
  if (seen.codes.has(code))
    problems.push([
      'venueCode',
      { zh: `场所码 ${code} 在文件中重复`, en: `the venue code ${code} is here twice` },
    ])
  if (seen.numbers.has(externalId))
    problems.push([
      'externalId',
      { zh: `编号 ${externalId} 在文件中重复`, en: `the number ${externalId} is here twice` },
    ])
  if ((lastInspectedAt ?? 0) > now)
    problems.push([
      'lastInspectedAt',
      { zh: '上次检查时间晚于当前时间', en: 'the last inspection is in the future' },
    ])
  seen.codes.add(code)
  seen.numbers.add(externalId)
  return problems
}
