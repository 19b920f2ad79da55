/** Vessels become contacts: once, with their names, and never without bound. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Report } from '../positions/intake.ts'
import { loadRegistry, type Registry } from '../positions/registry.ts'
import { type TestDatabase, testDatabase } from '../testing.ts'
import { type Vessels, watchVessels } from './vessels.ts'

const NOW = Date.UTC(2026, 5, 1, 8)
const place: Report = { at: NOW, lng: 11, lat: 56, speed: 5, heading: 90, accuracy: Number.NaN }
const told = { name: 'FREJA', callsign: 'OX1', shipType: 70, lengthMetres: 80 }

let database: TestDatabase
let registry: Registry
let vessels: Vessels
let taken: string[]
let refused: number

beforeEach(async () => {
  database = await testDatabase()
  const { db } = database
  const [now, say, nudge] = [() => NOW, () => {}, () => {}]
  registry = await loadRegistry({ db, now, say })
  taken = []
  refused = 0
  const intake = {
    take(_source: string, { id }: { id: string }) {
      taken.push(id)
      return 'accepted' as const
    },
    refuse: () => void refused++,
  }
  vessels = watchVessels({ db, registry, intake, now, say, nudge, every: 1e9 })
})
afterEach(async () => {
  await vessels.stop()
  await database.drop()
})

const heard = async () =>
  (
    await database.db.query(
      `select body->'contact' as contact from event where kind = 'contact.heard' order by number`,
    )
  ).rows.map(({ contact }) => contact)

test('her first place makes a contact, and waits for its number', async () => {
  vessels.heardPlace('219000001', place)
  expect(taken).toEqual([])
  await vessels.flush()
  expect(taken).toEqual(['219000001'])
  vessels.heardPlace('219000001', place)
  expect(taken).toHaveLength(2)
  expect(await heard()).toEqual([expect.objectContaining({ device: '219000001', version: 1, name: null })])
})

test('a name heard before the first place is hers from the start, one heard later is an event, the same again is none', async () => {
  vessels.heardParticulars('219000001', told)
  await vessels.flush()
  expect(await heard()).toEqual([])
  vessels.heardPlace('219000001', place)
  await vessels.flush()
  vessels.heardParticulars('219000001', told)
  vessels.heardParticulars('219000001', { ...told, name: null })
  await vessels.flush()
  vessels.heardParticulars('219000001', { ...told, name: 'FREJA II' })
  await vessels.flush()
  expect((await heard()).map(({ version, name, callsign }) => [version, name, callsign])).toEqual([
    [1, 'FREJA', 'OX1'],
    [2, 'FREJA II', 'OX1'],
  ])
  expect(registry.find('ais', '219000001')?.name).toBe('FREJA II')
})

test('her class of station and that she lies still reach the log when they change, and not with every report', async () => {
  const moored = { aisClass: 'A', moored: true } as const
  vessels.heardPlace('219000001', place, moored)
  await vessels.flush()
  vessels.heardPlace('219000001', place, moored)
  vessels.heardParticulars('219000001', told)
  await vessels.flush()
  vessels.heardPlace('219000001', place, { aisClass: 'A', moored: false })
  await vessels.flush()
  expect(
    (await heard()).map(({ version, name, aisClass, moored }) => [version, name, aisClass, moored]),
  ).toEqual([
    [1, null, 'A', true],
    [2, 'FREJA', 'A', true],
    [3, 'FREJA', 'A', false],
  ])
  expect(taken).toHaveLength(3)
})

test('made-up vessels are refused and counted once there are too many', () => {
  for (let i = 0; i < 12_000; i++) vessels.heardPlace(String(200_000_000 + i), place)
  expect(refused).toBe(2_000)
})
