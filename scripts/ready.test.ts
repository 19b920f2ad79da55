/** The first step of every command: on stdout only the script's own answer, and its exit code handed back. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ready = (...args: string[]) =>
  spawnSync(process.execPath, [join(import.meta.dirname, 'ready.mjs'), ...args], { encoding: 'utf8' })

test('a script that does not exist is told, and is a failure', () => {
  expect(ready('nothing')).toMatchObject({ status: 1, stderr: 'There is no script "nothing" in scripts/.\n' })
})

test('a name that leads out of scripts/ is refused', () => {
  expect(ready('../server/main').status).toBe(1)
})

test("the script's exit code is handed back, and stdout is left to its answer", () => {
  const { status, stdout, stderr } = ready('simulate', '--url', 'nowhere')
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining('Usage: npm run simulate')])
})
