/** The log's chain: whatever somebody does to the log behind our back is found, and where it was done. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Pool, transaction } from '../db.ts'
import { type TestDatabase, testDatabase } from '../testing.ts'
import { append } from './append.ts'
import { checkAll, firstForged } from './chain.ts'
import { readHeadLines, writeHeads } from './heads.ts'

const ENTRIES = 2_000
const DAY_MS = 86_400_000
/** 2026-11-20 08:00 in Shanghai. */
const BEGAN = Date.UTC(2026, 10, 20)

let database: TestDatabase
let db: Pool

beforeAll(async () => {
  database = await testDatabase()
  db = database.db
  // Over four days, some in one transaction as commands write them.
  for (let first = 0; first < ENTRIES; first += 5) {
    await transaction(db, (tx) =>
      append(
        tx,
        BEGAN + (first / ENTRIES) * 4 * DAY_MS,
        Array.from({ length: 5 }, (_, i) => ({
          actor: 'dispatcher',
          kind: 'ticket.noted',
          subject: `ticket/${first + i}`,
          units: [i],
          body: { note: `第 ${first + i} 条`, version: i },
        })),
      ),
    )
  }
  await db.query('create table kept as select * from event')
  await db.query('create table kept_counter as select * from event_counter')
})
afterAll(() => database?.drop())

/** As whoever has the database's password could: past the triggers that forbid it. */
const behindOurBack = (...statements: readonly string[]): Promise<void> =>
  transaction(db, async (tx) => {
    await tx.query('set local session_replication_role = replica')
    for (const statement of statements) await tx.query(statement)
  })

const restore = () =>
  behindOurBack(
    'truncate event',
    'insert into event select * from kept',
    'update event_counter set (last, head) = (select last, head from kept_counter)',
  )
beforeEach(restore)

const moveUp = (from: number, by: number): readonly string[] => [
  `update event set number = -number where number >= ${from}`,
  `update event set number = -number + ${by} where number < 0`,
]

describe('of 2,000 entries', () => {
  test('all are what was logged, and the last hash is the one the counter keeps', async () => {
    const { checked, last, head, broken } = await checkAll(db)
    expect({ checked, last, broken }).toEqual({ checked: ENTRIES, last: ENTRIES, broken: null })
    const { rows } = await db.query('select encode(head, $1) as head from event_counter', ['hex'])
    expect(head).toBe(rows[0].head)
  })

  const anyEntry = fc.integer({ min: 1, max: ENTRIES })
  const anyEdit = fc.constantFrom(
    `actor = 'somebody'`,
    `happened = happened + interval '1 second'`,
    `received = received - interval '1 millisecond'`,
    `subject = subject || '0'`,
    `kind = 'ticket.closed'`,
    `units = '{7}'`,
    `body = body || '{"note": "又一条"}'`,
    `body = body - 'note'`,
    `hash = sha256(hash)`,
  )

  test('one whose actor, time, subject or body was edited is named', async () => {
    await fc.assert(
      fc.asyncProperty(anyEntry, anyEdit, async (number, edit) => {
        await restore()
        await behindOurBack(`update event set ${edit} where number = ${number}`)
        const { checked, broken } = await checkAll(db)
        expect(checked).toBe(number - 1)
        expect(broken).toMatchObject({ kind: 'altered', number })
      }),
      { numRuns: 20 },
    )
  })

  test('one that was deleted is missed by its number, also the last', async () => {
    await fc.assert(
      fc.asyncProperty(anyEntry, async (number) => {
        await restore()
        await behindOurBack(`delete from event where number = ${number}`)
        expect((await checkAll(db)).broken).toEqual({ kind: 'missing', number, last: number, event: null })
      }),
      { numRuns: 8, examples: [[1], [ENTRIES]] },
    )
  })

  test('one that was deleted and the rest moved up, or slipped in and the rest moved down, is found where it was', async () => {
    await behindOurBack(
      'delete from event where number = 700',
      ...moveUp(701, -1),
      'update event_counter set last = 1999',
    )
    expect((await checkAll(db)).broken).toMatchObject({ kind: 'altered', number: 700 })
    await restore()
    await behindOurBack(
      ...moveUp(1200, 1),
      `insert into event select 1200, happened, received, actor, kind, subject, units, body, hash from kept where number = 1199`,
      'update event_counter set last = 2001',
    )
    expect((await checkAll(db)).broken).toMatchObject({ kind: 'altered', number: 1200 })
  })

  test('one that was slipped in at the end, or cut off there with the counter set back, is found', async () => {
    await behindOurBack(
      `insert into event select 2001, happened, received, actor, kind, subject, units, body, hash from kept where number = 5`,
    )
    expect((await checkAll(db)).broken).toMatchObject({ kind: 'inserted', number: 2001 })
    await restore()
    await behindOurBack('delete from event where number > 1990', 'update event_counter set last = 1990')
    expect((await checkAll(db)).broken).toMatchObject({ kind: 'altered', number: 1990 })
  })
})

describe('the last entry of each day, kept elsewhere,', () => {
  test('is written once a day that is over, and the log has each of them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jianghe-heads-'))
    try {
      const write = (now: number) => writeHeads({ db, folder, now: () => now, say: () => {} })
      await write(BEGAN + 2 * DAY_MS)
      await write(BEGAN + 2 * DAY_MS)
      const heads = async () => readHeadLines(await readFile(join(folder, 'heads.jsonl'), 'utf8'))
      expect((await heads()).map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21'])
      await write(BEGAN + 10 * DAY_MS)
      expect((await heads()).map(({ day }) => day)).toEqual([
        '2026-11-20',
        '2026-11-21',
        '2026-11-22',
        '2026-11-23',
        '2026-11-24',
      ])
      expect(await firstForged(db, await heads())).toBeUndefined()
      // Somebody who works out every hash anew is unmasked by what was kept elsewhere.
      await behindOurBack(
        `update event set actor = 'somebody' where number = 900`,
        `update event_counter set head = '\\x'`,
        `do $$ declare entry event; begin
           for entry in select * from event order by number loop
             update event_counter set head = sha256(head || event_content(entry));
             update event set hash = (select head from event_counter) where number = entry.number;
           end loop; end $$`,
      )
      expect((await checkAll(db)).broken).toBeNull()
      expect(await firstForged(db, await heads())).toMatchObject({ day: '2026-11-22' })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('of a file that holds something else is refused by its line', () => {
    expect(() => readHeadLines('\n{"day": "2026-11-20"}\n')).toThrow('line 2 of the heads')
  })
})
