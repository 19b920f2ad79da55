/** The environment is read once, and what is wrong in it is told by name. */
import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

test('an empty environment gives the documented values', () => {
  expect(readEnv({})).toMatchObject({
    port: 8080,
    dataDir: 'data/local',
    aisPort: 10_110,
    jt808Port: 8808,
    tickMs: 100,
    historyDays: 90,
    historyFullDays: 7,
    historyTenSecondsDays: 30,
    demo: false,
    databaseUrl: undefined,
  })
})

test('an empty variable counts as unset', () => {
  expect(readEnv({ PORT: '', DATABASE_URL: '', DEMO: '' })).toMatchObject({
    port: 8080,
    databaseUrl: undefined,
  })
})

test('every wrong variable is named, with what it may hold', () => {
  const read = () => readEnv({ PORT: '80x', TICK_MS: '0', DEMO: 'yes', ADMIN_PASSWORD: 'short' })
  expect(read).toThrow('PORT=80x is not a whole number from 0 to 65535')
  expect(read).toThrow('TICK_MS=0 is not a whole number from 10 to 10000')
  expect(read).toThrow('DEMO=yes is neither 1 (on) nor 0 (off)')
  expect(read).toThrow('ADMIN_PASSWORD has fewer than 10 characters')
})

test('a wrong DATABASE_URL is refused without repeating its password', () => {
  expect(() => readEnv({ DATABASE_URL: 'mysql://user:secret@host/db' })).toThrow(
    /^(?!.*secret).*DATABASE_URL is no address/,
  )
})

test('no history is dropped or thinned that may still be written to', () => {
  expect(() => readEnv({ HISTORY_DAYS: '1' })).toThrow('HISTORY_DAYS=1 is not a whole number from 2 to 36500')
  expect(() => readEnv({ HISTORY_FULL_DAYS: '0' })).toThrow('HISTORY_FULL_DAYS=0')
})
