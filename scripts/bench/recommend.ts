/** The nine best units for a ticket while 10,000 move: our recommendation, a nearest query in SQL, and ranking them all. */
import { randomUUID } from 'node:crypto'
import { Registry } from 'prom-client'
import type { Recommendation } from '#contract/candidates.ts'
import type { LngLat } from '#contract/endpoint.ts'
import { createApp } from '../../server/app.ts'
import { hashToken, newToken, SESSION_COOKIE } from '../../server/auth.ts'
import { connect, type Pool } from '../../server/db.ts'
import { reachDistances } from '../../server/dispatch/reaches.ts'
import { suits, unmet } from '../../server/dispatch/requirements.ts'
import { readHuangpu } from '../../server/dispatch/river.ts'
import { createRoster, standing } from '../../server/dispatch/roster.ts'
import { type RosterUnit, requirementOf, unitsForRoster } from '../../server/dispatch/rosterQueries.ts'
import { scoreOf, termsOf } from '../../server/dispatch/terms.ts'
import { type MovingKind, readTravel } from '../../server/dispatch/travel.ts'
import { waysTo } from '../../server/dispatch/ways.ts'
import { readEnv } from '../../server/env.ts'
import { createGrid, type Grid } from '../../server/positions/grid.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { seed } from '../seed.ts'
import { createRandom, type Random } from '../simulate/random.ts'
import { benchDatabase } from './database.ts'
import { type Figures, percentile, rounded } from './figures.ts'

const UNITS = 10_000
const TICKETS = 100
const ASKED = 9
const ROUNDS = 200
/** The first measure the compiler. */
const WARM_UP = 250
const MOVES_PER_ROUND = 200
const KINDS = ['foot', 'foot', 'ebike', 'car', 'car', 'boat'] as const
const CATEGORIES = ['0102', '0501', '0112', '0205', '0105']

type City = {
  readonly db: Pool
  readonly grid: Grid
  readonly places: Map<number, { lng: number; lat: number; at: number }>
  readonly tickets: readonly { id: number; place: LngLat; district: string | null; category: string }[]
}
type Answer = readonly { readonly unit: number; readonly score: number }[]
type Subject = {
  readonly name: string
  move?(moved: readonly { unit: number; place: LngLat }[]): Promise<void>
  best(ticket: City['tickets'][number]): Promise<Answer>
}

export async function benchRecommend(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url, dataDir } = await benchDatabase(parts)
  const db = connect(url)
  await parts.add(() => db.end())
  await seed(db, { demo: true })
  say(`${UNITS} units, a third of them busy, in a city of rivers …`)
  const random = createRandom(UNITS)
  const city = await peopled(db, random)
  const subjects = [await byConsole(parts, city, dataDir), bySql(city), await byRankingAll(city)]
  for (const figures of await race(subjects, city, random)) print(figures)
}

async function race(subjects: readonly Subject[], city: City, random: Random): Promise<Figures[]> {
  const units = [...city.places.keys()]
  const times = new Map(subjects.map(({ name }) => [name, [] as { ms: number; count: number }[]]))
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const moved = Array.from({ length: MOVES_PER_ROUND }, () => ({
      unit: random.pick(units),
      place: anyPlace(random),
    }))
    for (const { unit, place } of moved) {
      city.places.set(unit, { lng: place[0], lat: place[1], at: Date.now() })
      city.grid.move(unit, ...place)
    }
    const ticket = random.pick(city.tickets)
    const answers = new Map<string, string>()
    for (const subject of subjects) {
      await subject.move?.(moved)
      const began = performance.now()
      const best = await subject.best(ticket)
      if (round >= WARM_UP) times.get(subject.name)?.push({ ms: performance.now() - began, count: 1 })
      answers.set(subject.name, JSON.stringify(best.map(({ unit, score }) => [unit, score])))
    }
    if (answers.get('console') !== answers.get('exhaustive'))
      throw new Error(
        `Ranking everybody says ${answers.get('exhaustive')}, the console ${answers.get('console')}`,
      )
  }
  return subjects.map(({ name }) => ({
    subject: name,
    units: UNITS,
    asked: ASKED,
    requests: ROUNDS,
    p50_ms: rounded(percentile(times.get(name) ?? [], 0.5), 2),
    p95_ms: rounded(percentile(times.get(name) ?? [], 0.95), 2),
    ranks_by: name === 'sql-nearest' ? 'straight line' : 'travel time and terms',
  }))
}

/** The whole request: the session, ticket, requirement and log from the database, the search, and the answer as JSON. */
async function byConsole(parts: Parts, { db, grid, places }: City, dataDir: string): Promise<Subject> {
  const token = newToken()
  await db.query(
    `insert into session (token_hash, account, created, expires)
     select $1, id, now(), now() + interval '1 day' from account where username = 'dispatcher'`,
    [hashToken(token)],
  )
  const app = await createApp({
    db,
    env: readEnv({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }),
    metrics: new Registry(),
    now: Date.now,
    newest: (unit) => places.get(unit),
    grid,
    nudge: () => {},
    sessionEnded: () => {},
    unready: async () => [],
  })
  await parts.add(() => app.close())
  await app.ready()
  const headers = { cookie: `${SESSION_COOKIE}=${token}` }
  return {
    name: 'console',
    async best({ id }) {
      const answer = await app.inject({ url: `/api/tickets/${id}/candidates?limit=${ASKED}`, headers })
      if (answer.statusCode !== 200) throw new Error(answer.body)
      return answer.json<Recommendation>().candidates
    },
  }
}

/** What a plain console would ask: the nearest free units of the kinds, in a straight line. */
function bySql({ db }: City): Subject {
  return {
    name: 'sql-nearest',
    async move(moved) {
      const last = [...new Map(moved.map((each) => [each.unit, each])).values()]
      await db.query(
        `update whereabouts w set place = st_setsrid(st_makepoint(m.lng, m.lat), 4326)
         from unnest($1::int[], $2::float8[], $3::float8[]) as m (unit, lng, lat) where w.unit = m.unit`,
        [last.map(({ unit }) => unit), last.map(({ place }) => place[0]), last.map(({ place }) => place[1])],
      )
    },
    async best({ id }) {
      const { rows } = await db.query<{ unit: number }>({
        name: 'nearest units',
        text: `select w.unit from whereabouts w join unit u on u.id = w.unit, ticket t
         where t.id = $1 and u.duty = 'on' and u.sos is null
           and not exists (select from assignment a where a.unit = u.id and a.state not in ('finished', 'declined', 'recalled'))
         order by w.place <-> t.place limit $2`,
        values: [id, ASKED],
      })
      return rows.map(({ unit }) => ({ unit, score: 0 }))
    },
  }
}

/** Every unit there is, in memory: no search, no bounds. */
async function byRankingAll({ db, places }: City): Promise<Subject> {
  const units = await unitsForRoster(db, Date.now() - 3_600_000)
  const roster = createRoster({ sort: () => {} })
  roster.put(units)
  const table = await readTravel(db)
  const river = readHuangpu()
  const asked = new Map(
    await Promise.all(CATEGORIES.map(async (code) => [code, await requirementOf(db, code)] as const)),
  )
  return {
    name: 'exhaustive',
    async best({ place, district, category }) {
      const now = Date.now()
      const requirement = asked.get(category)
      if (!requirement) throw new Error(`nobody knows what ${category} asks for`)
      const ways = waysTo(place, river, table.at(now))
      const reachMetres = reachDistances(place, table.reaches, river.water)
      const counting = { weights: table.weights, roster, reachMetres, district, onWater: ways.onWater, now }
      const rank = (unit: RosterUnit) => {
        const fix = places.get(unit.id)
        const can =
          fix &&
          standing(unit) === 'free' &&
          suits(unit, requirement.kinds, ways.onWater) &&
          !unmet(unit, requirement)
        const way = can && ways.from(unit.kind as MovingKind, [fix.lng, fix.lat])
        return way ? [{ unit: unit.id, score: scoreOf(termsOf(unit, way, counting)) }] : []
      }
      return units
        .flatMap(rank)
        .sort((a, b) => a.score - b.score || a.unit - b.unit)
        .slice(0, ASKED)
    },
  }
}

/** Units of all kinds under the squads of the seed, with places and crews, and open tickets among them. */
async function peopled(db: Pool, random: Random): Promise<City> {
  await db.query(`update unit set duty = 'off'`)
  const { rows: units } = await db.query<{ id: number }>(
    `with squads as (select id, row_number() over (order by id) as n from organisation where kind = 'squad'),
       crews as (
         insert into unit (code, name, name_en, kind, organisation, vehicle)
         select 'b' || i, 'b' || i, 'b' || i, ($1::text[])[1 + i % 6], s.id, case when i % 5 = 0 then 'aerial_lift' end
         from generate_series(1, $2::int) i join squads s on s.n = 1 + i % 216 returning id, organisation)
     , people as (
         insert into officer (name, name_en, organisation, unit, certificate, certificate_until)
         select 'b', 'b', organisation, id, 'b', current_date + 365 from crews, generate_series(1, 2))
     select id from crews order by id`,
    [KINDS, UNITS],
  )
  const grid = createGrid(UNITS)
  const places: City['places'] = new Map()
  for (const { id } of units) {
    const [lng, lat] = anyPlace(random)
    places.set(id, { lng, lat, at: Date.now() })
    grid.move(id, lng, lat)
  }
  await putWhereabouts(db, places)
  const tickets = await openTickets(db, random)
  await db.query(
    `insert into assignment (ticket, unit, state, dispatched_by, dispatched_at)
     select $1, unit, 'accepted', 'bench', now() - interval '10 minutes' from unnest($2::int[]) unit`,
    [tickets[0]?.id, units.filter((_, i) => i % 3 === 0).map(({ id }) => id)],
  )
  await db.query('analyze')
  return { db, grid, places, tickets }
}

async function putWhereabouts(db: Pool, places: City['places']): Promise<void> {
  await db.query('create table whereabouts (unit int primary key, place geometry(point, 4326))')
  await db.query(
    `insert into whereabouts select unit, st_setsrid(st_makepoint(lng, lat), 4326)
     from unnest($1::int[], $2::float8[], $3::float8[]) as w (unit, lng, lat)`,
    [
      [...places.keys()],
      [...places.values()].map(({ lng }) => lng),
      [...places.values()].map(({ lat }) => lat),
    ],
  )
  await db.query('create index on whereabouts using gist (place)')
}

async function openTickets(db: Pool, random: Random): Promise<City['tickets']> {
  const tickets: { id: number; place: LngLat; district: string | null; category: string }[] = []
  for (let i = 0; i < TICKETS; i++) {
    const place = anyPlace(random)
    const category = random.pick(CATEGORIES)
    const { rows } = await db.query<{ id: number; district: string | null }>(
      `insert into ticket (code, state, priority, source, category, text, address, place, district, happened_at, opened_at, opened_by)
       values ($1, 'filed', 3, 'desk', $2, 'bench', 'bench', st_setsrid(st_makepoint($3, $4), 4326),
         (array['310101', '310115', '310110'])[1 + $5::int % 3], now(), now(), 'bench') returning id, district`,
      [randomUUID(), category, ...place, i],
    )
    tickets.push({ ...(rows[0] as { id: number; district: string | null }), place, category })
  }
  return tickets
}

const CENTRE: LngLat = [121.49, 31.235]
const SPREAD = 0.08

/** Around the Huangpu's bend, dense in the middle, on both banks and on the water. */
const anyPlace = (random: Random): LngLat => [
  CENTRE[0] + SPREAD * random.normal(),
  CENTRE[1] + SPREAD * random.normal(),
]
