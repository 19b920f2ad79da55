/** English names of what the figures and the tiles name in Chinese, from the table the city is seeded by. */
import type { Row } from './rows.ts'

export type NameKind = 'town' | 'station' | 'crossing' | 'expressway'
type Names = Readonly<Record<string, string>>

/** By kind: one name may be a road's and a bridge's, and their English differs. */
export type EnglishNames = Readonly<Record<NameKind, Names>>

/** The names of a table of kind, name and name_en. */
export function englishNames(rows: readonly Row[]): EnglishNames {
  const of = (kind: NameKind): Names =>
    Object.fromEntries(
      rows.filter((row) => row.kind === kind).map(({ name = '', name_en = '' }) => [name, name_en]),
    )
  return { town: of('town'), station: of('station'), crossing: of('crossing'), expressway: of('expressway') }
}

/**
 * For tiles, which tell no kinds of these. A station is called after its street, so a street may take its name; but a
 * crossing's would make a ferry of 复兴东路.
 */
export const namesForTiles = ({ town, station, expressway }: EnglishNames): Names => ({
  ...town,
  ...station,
  ...expressway,
})

/** What the two rivers are called along their course. */
export const riverNames: string[] = ['黄浦江', '苏州河', '吴淞江']
