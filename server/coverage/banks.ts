/** The banks that are watched: the city reaches of both rivers. */
import { readTable } from '../city/tables.ts'
import type { AxisPoint, Span } from '../zones/reaches.ts'
import { type BankPiece, bankPieces } from './pieces.ts'

/** By the 2021 waterfront ordinance: the Huangpu from the second Minpu bridge to its mouth, the creek's last 20 km. */
export const CITY_REACHES: readonly { readonly river: 'huangpu' | 'suzhou'; readonly span: Span }[] = [
  { river: 'huangpu', span: { from: 19_900, to: 85_300 } },
  { river: 'suzhou', span: { from: 36_000, to: 56_000 } },
]

/** Both banks of the city reaches, as `data/figures/rivers.csv` has them. */
export const cityBanks = (): BankPiece[] =>
  CITY_REACHES.flatMap(({ river, span }) => {
    const axis = readAxis(river)
    const to = Math.min(span.to, axis.at(-1)?.metres ?? 0)
    return bankPieces(river, axis, { ...span, to })
  })

const readAxis = (river: string): AxisPoint[] =>
  readTable('figures/rivers.csv', ['river', 'chainage_m', 'longitude', 'latitude', 'width_m'])
    .filter((row) => row.river === river)
    .map((row) => ({
      metres: Number(row.chainage_m),
      place: [Number(row.longitude), Number(row.latitude)],
      width: Number(row.width_m),
    }))
