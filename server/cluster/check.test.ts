/** A server that cannot carry the program is refused in words. */
import pg from 'pg'
import { expect, test } from 'vitest'
import { checkServer } from './check.ts'

const answering = (number: number, version: string, postgis: string | null) => ({
  query: async () => ({ rows: [{ number, version, postgis }] }),
})

test('the server of these tests is good enough', async () => {
  const db = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: 1 })
  await expect(checkServer(db)).resolves.toBeUndefined()
  await db.end()
})

test('an old PostgreSQL is named with the version that is needed', async () => {
  await expect(checkServer(answering(140_012, '14.12', '3.4.0'))).rejects.toThrow(
    'The database server is PostgreSQL 14.12; PostgreSQL 15 or newer is needed.',
  )
})

test('a server without PostGIS, or with an old one, is refused', async () => {
  await expect(checkServer(answering(150_008, '15.8', null))).rejects.toThrow('has no PostGIS')
  await expect(checkServer(answering(150_008, '15.8', '3.2.9'))).rejects.toThrow(
    'PostGIS 3.3 or newer is needed',
  )
})

test('versions are compared as numbers', async () => {
  await expect(checkServer(answering(180_001, '18.1', '3.10.0'))).resolves.toBeUndefined()
})
