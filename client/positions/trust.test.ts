/** What a position's figures say of how far it is to be believed. */
import { expect, test } from 'vitest'
import { protocols } from '#contract/devices.ts'
import { createPositions, letInFix } from './store.ts'
import { spell, spellAccuracy, trustOf } from './trust.ts'

const NOW = Date.UTC(2026, 10, 25, 8)

test('a clock more than two seconds off is told, with what the device said, and a smaller error is not', () => {
  const from = createPositions()
  const fix = { at: NOW, received: NOW + 400, lng: 121, lat: 31, speed: 0, heading: 0, accuracy: 6 }
  letInFix(from, { mover: 1, ...fix, source: protocols.indexOf('jt808'), skew: 63_000 }, true)
  letInFix(from, { mover: 2, ...fix, source: 0, skew: -1_500 }, true)
  expect(trustOf(1, from)).toEqual({
    at: NOW,
    said: NOW + 63_000,
    received: NOW + 400,
    source: 'jt808',
    accuracy: 6,
    ahead: 63_000,
  })
  expect(trustOf(2, from)?.ahead).toBe(0)
  expect(trustOf(3, from)).toBeUndefined()
})

test.each([
  [-5, '0.0 s'],
  [420, '0.4 s'],
  [9_940, '9.9 s'],
  [9_960, '10 s'],
  [63_000, '63 s'],
  [720_000, '12 min'],
  [28_800_000, '8.0 h'],
])('%d ms are written %s', (ms, written) => {
  expect(spell(ms)).toBe(written)
})

test('an accuracy nobody told is not written as a number', () => {
  expect([6.2, 0.2, Number.NaN].map(spellAccuracy)).toEqual(['±6 m', '±1 m', ''])
})
