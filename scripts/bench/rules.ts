/** The law at a place and moment among 10,000 rules: ours with when each effect changes, and plain SQL, which must say the same effects. */

import { effects, type Rule, type Weekly } from '../../server/contract/rules.ts'
import { connect } from '../../server/db.ts'
import { createLawBook } from '../../server/rules/book.ts'
import { followLaw } from '../../server/rules/follow.ts'
import { insertBehaviourVersion, nextChange } from '../../server/rules/queries.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { createRandom, type Random } from '../simulate/random.ts'
import { benchDatabase } from './database.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { effectsBySql } from './rulesSql.ts'

const RULES = 10_000
const BEHAVIOURS = 14
/** Zones of 0.01° in a square of 0.2°. */
const ZONES = 400
const ASKED = 1000
const WARM_UP = 200
const NOW = Date.parse('2026-11-25T19:10:00+08:00')

export async function benchRules(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  const { url } = await benchDatabase(parts)
  const db = connect(url)
  await parts.add(() => db.end())
  const random = createRandom(RULES)
  say(`the law of a place among ${RULES} rules in ${ZONES} zones …`)
  await fillLaw(db, random)
  const book = createLawBook()
  const upToDate = followLaw(db, book, () => NOW)
  const [mine, plain]: [{ ms: number; count: number }[], { ms: number; count: number }[]] = [[], []]
  for (let i = 0; i < WARM_UP + ASKED; i++) {
    const place: [number, number] = [random.between(121.4, 121.6), random.between(31.1, 31.3)]
    const at = NOW + Math.floor(random.between(-300, 300)) * 3_600_000
    const began = performance.now()
    await upToDate()
    const verdicts = book.lawAt(place, at)
    const between = performance.now()
    const found = await effectsBySql(db, place, at)
    const ended = performance.now()
    const told = verdicts.map(({ behaviour, effect }) => `${behaviour.code} ${effect}`)
    if (told.join() !== found.join()) throw new Error(`The subjects do not agree at ${place} ${at}`)
    if (i < WARM_UP) continue
    mine.push({ ms: between - began, count: 1 })
    plain.push({ ms: ended - between, count: 1 })
  }
  print({ subject: 'console', ...summed(mine) })
  print({ subject: 'plain SQL, without when it changes', ...summed(plain) })
}

const summed = (latencies: readonly { ms: number; count: number }[]) => ({
  p50_ms: rounded(percentile(latencies, 0.5), 2),
  p99_ms: rounded(percentile(latencies, 0.99), 2),
  rules: RULES,
  behaviours: BEHAVIOURS,
  asked: latencies.length,
  same_effects: 'yes',
})

async function fillLaw(db: ReturnType<typeof connect>, random: Random): Promise<void> {
  await db.query(`
    insert into category (code, name, name_en, priority, clock_amount, clock_unit)
    values ('2101', '滨水', 'Waterfront', 4, 2, 'working_hours');
    insert into zone (kind, code, name, name_en, river, area)
    select 'reach_bank', 'Z' || n, 'Z' || n, 'Z' || n, 'huangpu',
      st_makeenvelope(121.4 + n % 20 * 0.01, 31.1 + n / 20 * 0.01, 121.41 + n % 20 * 0.01, 31.11 + n / 20 * 0.01, 4326)
    from generate_series(0, ${ZONES - 1}) n`)
  const change = await nextChange(db)
  for (let i = 0; i < BEHAVIOURS; i++) {
    const code = `behaviour_${String.fromCharCode(97 + i)}`
    const named = { code, version: 1, name: code, nameEn: code, category: '2101', configurable: true }
    await insertBehaviourVersion(
      db,
      { ...named, effect: 'allowed', validFrom: 0, recordedBy: 'bench', reason: '' },
      change,
    )
  }
  const { rows: zones } = await db.query<{ id: number }>('select id from zone order by id')
  const rules = Array.from({ length: RULES }, (_, i) => ({
    id: i + 1,
    behaviour: `behaviour_${String.fromCharCode(97 + (i % BEHAVIOURS))}`,
    zone: i < BEHAVIOURS ? null : (zones[Math.floor(random.between(0, ZONES))]?.id ?? null),
    kind: i < BEHAVIOURS ? 'reach_bank' : null,
    effect: effects[Math.floor(random.between(0, 3))],
    calendar: { week: i < BEHAVIOURS ? everyDay : weekOf(random), exceptions: [] },
  }))
  await db.query(
    `with r as (select * from jsonb_to_recordset($1::jsonb)
       as r (id int, behaviour text, zone int, kind text, effect text, calendar jsonb)),
     numbered as (insert into rule (id, behaviour) overriding system value select id, behaviour from r)
     insert into rule_version (rule, version, behaviour, zone, kind, effect, calendar, valid_from, recorded_at, recorded_by,
       reason, change)
     select id, 1, behaviour, zone, kind, effect, calendar, 0, 0, 'bench', '', $2 from r`,
    [
      JSON.stringify(rules satisfies (Pick<Rule, 'id' | 'behaviour' | 'zone' | 'calendar'> & object)[]),
      change,
    ],
  )
  await db.query('analyze')
}

const everyDay: Weekly[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }]

function weekOf(random: Random): Weekly[] {
  const from = Math.floor(random.between(0, 1440))
  const days = [1, 2, 3, 4, 5, 6, 7].filter(() => random.next() < 0.6)
  return [{ days: days.length > 0 ? days : [6, 7], from, to: from + Math.floor(random.between(60, 1200)) }]
}
