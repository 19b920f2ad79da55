/** Loads the city from the files under data/: run as often as you like, it adds only what is missing. */
import type pg from 'pg'
import type { Db } from '../server/db.ts'
import { seedConfusable } from './seed/confusable.ts'
import { seedPasses } from './seed/coverage.ts'
import { seedAccounts, seedUnits } from './seed/demo.ts'
import { seedOperation, seedPartnerAccount } from './seed/expo.ts'
import { seedAliases, seedFindingThresholds, seedRoads, seedServiceAttributes } from './seed/intake.ts'
import { seedOrganisations } from './seed/organisations.ts'
import { seedPlans, seedRoster } from './seed/patrols.ts'
import { seedPlaces } from './seed/places.ts'
import { seedRequirements, seedSquadItems } from './seed/requirements.ts'
import { seedBehaviours, seedRules, seedRuleZones } from './seed/rules.ts'
import { seedCategories, seedClockRules, seedHolidays, seedPauseRules } from './seed/standards.ts'
import { seedZones } from './seed/zones.ts'

type Step = readonly [what: string, work: (db: Db) => Promise<number>]

const city: readonly Step[] = [
  ['organisations', seedOrganisations],
  ['categories', seedCategories],
  ['clock rules', seedClockRules],
  ['pause rules', seedPauseRules],
  ['confusable categories', seedConfusable],
  ['requirements', seedRequirements],
  ['holidays', seedHolidays],
  ['places', seedPlaces],
  ['zones', seedZones],
  ['marked places', seedRuleZones],
  ['behaviours', seedBehaviours],
  ['rules', seedRules],
  ['other names', seedAliases],
  ['roads', seedRoads],
  ['Open311 attributes', seedServiceAttributes],
  ['finding thresholds', seedFindingThresholds],
]
const demonstration: readonly Step[] = [
  ['demonstration delegations', seedSquadItems],
  ['demonstration units', seedUnits],
  ['demonstration accounts', seedAccounts],
  ['demonstration patrol plans', seedPlans],
  ['demonstration shifts', seedRoster],
  ['demonstration passes', seedPasses],
  ['demonstration operation', seedOperation],
  ['demonstration partners', seedPartnerAccount],
]

/**
 * Adds what is missing, in one transaction: all of it or nothing. What is there stays as it is, an administrator may
 * have changed it. `demo`: also synthetic units, crews and devices, and accounts with known passwords.
 */
export async function seed(
  db: pg.Pool | pg.Client,
  { demo }: { demo: boolean },
  say: (line: string) => void = () => {},
): Promise<void> {
  const own = 'totalCount' in db ? await db.connect() : undefined
  const tx = own ?? (db as pg.Client)
  try {
    await tx.query('begin')
    // Two that seed at once would both find the same rows missing.
    await tx.query(`select pg_advisory_xact_lock(hashtext('jianghe seed'))`)
    for (const [what, work] of demo ? [...city, ...demonstration] : city) {
      const added = await work(tx)
      if (added > 0) say(`Seeded ${added} ${what}`)
    }
    await tx.query('commit')
  } catch (error) {
    await tx.query('rollback')
    throw error
  } finally {
    own?.release()
  }
}

if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const { openDatabase } = await import('../server/cluster/database.ts')
  const { connect } = await import('../server/db.ts')
  const { readEnv } = await import('../server/env.ts')
  const { migrate } = await import('../server/migrate.ts')
  const { runOnce } = await import('./parts.ts')
  const { say } = await import('./say.ts')
  await runOnce(async (parts) => {
    const env = readEnv(process.env)
    const database = await openDatabase(env, say)
    await parts.add(database.stop)
    await migrate(database.url, say)
    const db = connect(database.url, { max: 1, say })
    await parts.add(() => db.end())
    await seed(db, env, say)
    say('The city is loaded.')
  })
}
