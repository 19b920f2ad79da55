/** Labels give way to each other. */
import { expect, test } from 'vitest'
import { type Label, unobstructed } from './labels.ts'

const label = (text: string, more: Partial<Label> = {}): Label => ({
  text,
  place: [121, 31],
  colour: [255, 255, 255, 255],
  offset: [0, 0],
  anchor: 'middle',
  ...more,
})

test('of two labels in one place the first is written, and one beside them too', () => {
  const [first, under, beside] = [label('外滩 01:35'), label('H017'), label('H018')]
  const kept = unobstructed(
    [
      { label: first, x: 100, y: 100 },
      { label: under, x: 110, y: 104 },
      { label: beside, x: 190, y: 100 },
    ],
    [],
    12,
    10,
  )
  expect([...kept.keys()]).toEqual([first, beside])
})

test('a label that finds its place taken goes elsewhere', () => {
  const shy = label('广告牌', { offset: [0, 24], elsewhere: [[0, -24]] })
  const kept = unobstructed([{ label: shy, x: 100, y: 100 }], [{ x: 100, y: 124, size: 20 }], 12, 10)
  expect(kept.get(shy)?.offset).toEqual([0, -24])
  expect(shy.offset).toEqual([0, 24])
})

test('no more labels are kept than may be', () => {
  const many = Array.from({ length: 50 }, (_, i) => ({ label: label(`H${i}`), x: i * 100, y: 0 }))
  expect(unobstructed(many, [], 12, 7).size).toBe(7)
})
