/** For tests: a small city with crews on a roster and a plan, and people who walk it. */
import type { PlanForm, PlanStop } from '#contract/patrols.ts'
import type { Pool } from '../db.ts'
import { smallCity } from '../testing.ts'

/** Wednesday 25 November 2026, 10:00 in Shanghai: the early shift is at work. */
export const NOW = Date.UTC(2026, 10, 25, 2)
export const TODAY = '2026-11-25'

/** On the Bund, from south to north, a hundred metres apart. */
export const stopAt = (number: number, change: Partial<PlanStop> = {}): PlanStop => ({
  name: `点位${number}`,
  nameEn: `Stop ${number}`,
  place: [121.49, 31.23 + number * 1e-3],
  metres: 30,
  zone: null,
  minutes: 5,
  opens: null,
  closes: null,
  ...change,
})

export const planForm = (change: Partial<PlanForm> = {}): PlanForm => ({
  name: '外滩人巡',
  nameEn: 'Bund on foot',
  mode: 'foot',
  tag: 'water',
  certificates: 0,
  item: null,
  zones: [],
  stops: [stopAt(1), stopAt(2), stopAt(3)],
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  shift: 'early',
  unit: null,
  ...change,
})

/** Units of these kinds with two certified officers each. Answers the units' ids. */
export async function crewedCity(db: Pool, kinds: readonly string[]): Promise<number[]> {
  const units = await smallCity(db, kinds)
  await db.query(
    `insert into officer (name, name_en, organisation, unit, certificate, certificate_until)
     select u.code || p.zh, u.code || p.en, u.organisation, u.id, u.code || p.en, '2027-12-31'
     from unit u, (values ('甲', 'A'), ('乙', 'B')) as p (zh, en) order by u.id, p.en`,
  )
  return units
}
