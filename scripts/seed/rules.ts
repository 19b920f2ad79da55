/** The law as far as it is known: behaviours, marked places, and the rules of the waterfront with what districts designate. */

import { readTable } from '../../server/city/tables.ts'
import type { Calendar, CalendarException, Effect, Hours, Rule, Weekly } from '../../server/contract/rules.ts'
import type { Db } from '../../server/db.ts'
import {
  insertBehaviourVersion,
  insertRule,
  insertRuleVersion,
  nextChange,
} from '../../server/rules/queries.ts'
import { ringAround } from '../../server/zones/plane.ts'

/** The ordinance of the waterfronts is in force since this day. */
const IN_FORCE = Date.parse('2022-01-01T00:00:00+08:00')
const recorded = { recordedBy: 'seed', reason: '初始数据' }

/** Adds the behaviours that are missing; answers how many. */
export async function seedBehaviours(db: Db): Promise<number> {
  const { rows } = await db.query<{ code: string }>('select code from behaviour_version')
  const known = new Set(rows.map(({ code }) => code))
  const columns = ['code', 'name', 'name_en', 'category', 'effect', 'configurable'] as const
  const missing = readTable('seed/behaviours.csv', columns).filter(({ code }) => !known.has(code))
  if (missing.length === 0) return 0
  const change = await nextChange(db)
  for (const { code, name, name_en: nameEn, category, effect, configurable } of missing) {
    const named = { code, version: 1, name, nameEn, category, validFrom: IN_FORCE, ...recorded }
    await insertBehaviourVersion(
      db,
      { ...named, effect: effect as Effect, configurable: configurable === 'true' },
      change,
    )
  }
  return missing.length
}

/** Adds the marked places of the rules that are missing, as circles; answers how many. */
export async function seedRuleZones(db: Db): Promise<number> {
  const columns = ['kind', 'code', 'name', 'name_en', 'longitude', 'latitude', 'radius_m', 'owner'] as const
  const zones = readTable('seed/rule_zones.csv', columns).map(
    ({ longitude, latitude, radius_m, ...zone }) => ({
      ...zone,
      area: {
        type: 'Polygon',
        coordinates: [ringAround([Number(longitude), Number(latitude)], Number(radius_m), 24)],
      },
    }),
  )
  const { rowCount } = await db.query(
    `insert into zone (kind, code, name, name_en, owner, area)
     select z.kind, z.code, z.name, z.name_en, o.id, st_setsrid(st_geomfromgeojson(z.area), 4326)
     from jsonb_to_recordset($1::jsonb) as z (kind text, code text, name text, name_en text, owner text, area jsonb)
     left join organisation o on o.code = z.owner
     where not exists (select from zone e where e.code = z.code)`,
    [JSON.stringify(zones)],
  )
  return rowCount ?? 0
}

const ruleColumns = [
  'behaviour',
  'zone',
  'kind',
  'river',
  'effect',
  'hours',
  'exceptions',
  'article',
  'fine_from',
  'fine_to',
  'conditions',
  'conditions_en',
  'configurable',
] as const

/** Adds the rules where there are none yet: one that somebody ended does not come back. */
export async function seedRules(db: Db): Promise<number> {
  if ((await db.query('select from rule limit 1')).rowCount) return 0
  const { rows } = await db.query<{ id: number; code: string }>('select id, code from zone')
  const zones = new Map(rows.map(({ id, code }) => [code, id]))
  const change = await nextChange(db)
  const seeds = readTable('seed/rules.csv', ruleColumns)
  for (const row of seeds) {
    const zone = row.zone === '' ? null : zones.get(row.zone)
    if (zone === undefined)
      throw new Error(`data/seed/rules.csv names the zone ${row.zone}, which there is not`)
    const rule: Omit<Rule, 'id'> = {
      version: 1,
      behaviour: row.behaviour,
      zone,
      kind: (row.kind || null) as Rule['kind'],
      river: (row.river || null) as Rule['river'],
      effect: row.effect as Effect,
      calendar: readCalendar(row.hours, row.exceptions),
      article: row.article || null,
      fine: row.fine_from === '' ? null : { from: Number(row.fine_from), to: Number(row.fine_to) },
      conditions: row.conditions,
      conditionsEn: row.conditions_en,
      configurable: row.configurable === 'true',
      validFrom: IN_FORCE,
      validTo: null,
      ended: false,
      recordedAt: IN_FORCE,
      ...recorded,
    }
    await insertRuleVersion(db, { ...rule, id: await insertRule(db, row.behaviour) }, change)
  }
  return seeds.length
}

/**
 * `always`, or `daily 06:00-20:00; 5-6 20:00-25:00`: days are 1 (Monday) to 7, and hours beyond 24 are the next day's.
 * Exceptions: `holiday 10:00-23:00; 2026-06-06..2026-06-09 none`.
 */
function readCalendar(hours: string, exceptions: string): Calendar {
  return { week: parts(hours).flatMap(readWeekly), exceptions: parts(exceptions).map(readException) }
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

function readWeekly(text: string): Weekly[] {
  if (text === 'always') return [{ days: EVERY_DAY, from: 0, to: 1440 }]
  const [days = '', ...spans] = text.split(' ')
  const [first = 0, last = first] = days.split('-').map(Number)
  const named = days === 'daily' ? EVERY_DAY : EVERY_DAY.filter((day) => day >= first && day <= last)
  return spans.map((span) => ({ days: named, ...readHours(span) }))
}

function readException(text: string): CalendarException {
  const [on = '', ...spans] = text.split(' ')
  const hours = spans[0] === 'none' ? [] : spans.map(readHours)
  if (on === 'holiday' || on === 'make_up') return { on, from: null, to: null, hours, effect: null }
  const [from = '', to = from] = on.split('..')
  return { on: 'dates', from, to, hours, effect: null }
}

function readHours(text: string): Hours {
  const minutes = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text)?.slice(1).map(Number)
  if (!minutes) throw new Error(`"${text}" are no hours such as 06:00-20:00`)
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = minutes
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute }
}

const parts = (text: string): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
