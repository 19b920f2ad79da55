/** Programs take turns at one cluster, and the dead neither hold a turn nor a use. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pause } from './run.ts'
import { enter, isUsed, leave, takeTurn } from './turns.ts'

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'jianghe-turns-'))
})
afterEach(() => rmSync(home, { recursive: true }))

test('one turn ends before the next begins', async () => {
  const order: string[] = []
  const turn = (name: string) =>
    takeTurn(home, async () => {
      order.push(`${name} begins`)
      await pause(30)
      order.push(`${name} ends`)
    })
  await Promise.all([turn('first'), turn('second')])
  expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})

test('a turn that fails is given back', async () => {
  await expect(takeTurn(home, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
  expect(await takeTurn(home, async () => 'next')).toBe('next')
})

test('the turn of a dead program is taken from it', async () => {
  writeFileSync(join(home, 'turn'), '999999999 1')
  expect(await takeTurn(home, async () => 'taken')).toBe('taken')
  expect(existsSync(join(home, 'turn'))).toBe(false)
})

test('a stranger who got the number of a dead program holds nothing', async () => {
  writeFileSync(join(home, 'turn'), `${process.pid} born at another time`)
  expect(await takeTurn(home, async () => 'taken')).toBe('taken')
})

test('a cluster is used until the last program has left', async () => {
  const [one, other] = [await enter(home), await enter(home)]
  leave(one)
  expect(await isUsed(home)).toBe(true)
  leave(other)
  expect(await isUsed(home)).toBe(false)
})

test('a program that died without leaving does not count', async () => {
  const entry = await enter(home)
  writeFileSync(entry, '999999999 1')
  expect(await isUsed(home)).toBe(false)
})
