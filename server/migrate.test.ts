/** Migrations run once, however many servers start at the same time. */
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from './db.ts'
import { migrate, migrationsFolder, migrationsMissing } from './migrate.ts'

const name = `migrate_${randomUUID().replaceAll('-', '')}`
const server = process.env.TEST_DATABASE_URL ?? ''
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href
const onServer = connect(server, { max: 1 })
const quiet = () => undefined

beforeAll(async () => {
  await onServer.query(`create database ${name}`)
})

afterAll(async () => {
  await onServer.query(`drop database if exists ${name} with (force)`)
  await onServer.end()
})

test('two servers starting at once migrate once', async () => {
  const ran = await Promise.all([migrate(url, quiet), migrate(url, quiet)])
  expect(ran.map((names) => names.length).sort((a, b) => a - b)).toEqual([
    0,
    readdirSync(migrationsFolder).length,
  ])
})

test('a migration the database lacks is named', async () => {
  const db = connect(url, { max: 1 })
  try {
    expect(await migrationsMissing(db)).toEqual([])
    await db.query(`delete from migration where name = '0005_fix'`)
    expect(await migrationsMissing(db)).toEqual(['0005_fix'])
  } finally {
    await db.end()
  }
})
