/** English names of towns, stations, crossings and expressways, by their Chinese name. */
import { readTable } from '../../server/city/tables.ts'

export type NameKind = 'town' | 'station' | 'crossing' | 'expressway'

/** Answers the English name; throws where data/seed/names.csv has none, so that nothing is seeded half named. */
export function englishNames(kind: NameKind): (name: string) => string {
  const rows = readTable('seed/names.csv', ['kind', 'name', 'name_en']).filter((row) => row.kind === kind)
  const names = new Map(rows.map((row) => [row.name, row.name_en]))
  return (name) => {
    const english = names.get(name)
    if (english === undefined)
      throw new Error(`data/seed/names.csv has no English name of the ${kind} ${name}`)
    return english
  }
}
