/** How much a place matters to someone who finds the way: 1 is shown first, 4 last. */

const ranks: Readonly<Record<string, number>> = {
  hospital: 1,
  university: 1,
  museum: 1,
  stadium: 1,
  attraction: 1,
  theatre: 2,
  college: 2,
  library: 2,
  mall: 2,
  police: 2,
  fire_station: 2,
  town_hall: 2,
  market_place: 2,
  marketplace: 2,
  school: 2,
  hotel: 3,
  park: 2,
  cinema: 3,
  department_store: 2,
  supermarket: 3,
  kindergarten: 3,
}

export const rankOf = (kind: string): number => ranks[kind] ?? 4
