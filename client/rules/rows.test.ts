/** The rules of a past moment are those that had been stated by then. */
import { expect, test } from 'vitest'
import type { Rule } from '#contract/rules.ts'
import { statedBy } from './rows.ts'

const version = (id: number, version: number, recordedAt: number) => ({ id, version, recordedAt }) as Rule

test('neither a version nor a rule that was stated later is there yet', () => {
  const rules = new Map([
    [1, [version(1, 1, 100), version(1, 2, 200)]],
    [2, [version(2, 1, 200)]],
  ])
  expect([...statedBy(rules, 199)]).toEqual([[1, [version(1, 1, 100)]]])
  expect([...statedBy(rules, 200)]).toEqual([...rules])
})
