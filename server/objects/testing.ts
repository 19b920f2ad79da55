/** For tests: a few objects as a register would bring them. */
import type { ImportedObject } from '#contract/objectRegister.ts'
import type { Person } from '../testing.ts'

/** The intervals of the seed that these tests stand on. */
export const intervals = `insert into inspection_interval (grade, credit, most_days, least_days) values
  ('low', 'a', 730, 365), ('low', 'b', 540, 270), ('medium', 'b', 270, 120), ('high', 'd', 60, 20)`

/** A shop on the Bund with a number of its own. */
export const shop = (number: number, more: Partial<ImportedObject> = {}): ImportedObject => ({
  externalId: `s-${number}`,
  kind: 'shop',
  name: `外滩面馆${number}店`,
  address: `中山东一路${number}号`,
  place: [121.4867 + number * 1e-5, 31.2443],
  organisation: '外滩中队',
  grade: 'low',
  credit: 'a',
  venueCode: `CM-${number}`,
  ...more,
})

/** Takes them in as the register `test`. */
export const takeIn = (who: Person, objects: readonly ImportedObject[], more: object = {}) =>
  who.send('POST', '/api/objects/import', { source: 'test', datum: 'wgs84', objects, ...more })
