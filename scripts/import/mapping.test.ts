/** Rows of another system: what becomes a ticket, and what is reported instead of guessed. */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { checkMapping, type Mapping, mapRow, type Row } from './mapping.ts'

const mapping = JSON.parse(readFileSync('data/mappings/nyc311.json', 'utf8')) as Mapping
const row: Row = {
  'Unique Key': '1',
  'Complaint Type': 'Rodent',
  Descriptor: 'Rat Sighting',
  'Incident Address': '1 MAIN STREET',
  Borough: 'QUEENS',
  'Created Date': '04/18/2019 09:55:45 PM',
  'Closed Date': '',
  Latitude: '40.7',
  Longitude: '-73.9',
}

test('a row becomes a ticket, its time read in its own zone', () => {
  const mapped = mapRow(mapping, row)
  expect(mapped).toMatchObject({
    ok: true,
    ticket: {
      category: '0199',
      text: 'Rodent, Rat Sighting',
      address: '1 MAIN STREET, QUEENS',
      place: [-73.9, 40.7],
    },
  })
  expect(mapped.ok && new Date(mapped.ticket.happenedAt).toISOString()).toBe('2019-04-19T01:55:45.000Z')
})

test('everything that is wrong with a row is told at once', () => {
  const mapped = mapRow(mapping, {
    ...row,
    'Complaint Type': 'UFO',
    Latitude: '',
    'Created Date': '2019-04-18',
  })
  expect(mapped).toEqual({
    ok: false,
    problems: [
      'Complaint Type: "UFO" has no category in the mapping',
      'Created Date: "2019-04-18" is no time like MM/dd/yyyy hh:mm:ss a',
      'Latitude: empty, so its place is unknown',
    ],
  })
})

test('a mapping for another file is refused by the column it misses', () => {
  expect(() => checkMapping(mapping, ['Unique Key'])).toThrow('The file has no column "Complaint Type"')
})

const file = '../shared/recordings/nyc311-100.csv'
describe.skipIf(!existsSync(file))(
  'the recorded requests of New York (skipped where the recording is not there)',
  () => {
    test('every row is either a ticket or has its problems named', () => {
      const rows = parse(readFileSync(file), { columns: true, bom: true }) as Row[]
      const mapped = rows.map((each) => mapRow(mapping, each))
      const good = mapped.filter((each) => each.ok)
      expect(rows).toHaveLength(100)
      expect(good.length).toBeGreaterThan(50)
      expect(mapped.filter((each) => !each.ok && each.problems.length === 0)).toEqual([])
    })
  },
)
