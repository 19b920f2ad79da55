/** The table of tickets opens in a spreadsheet as text, and comes back whole. */
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { harmless, lineOf } from './table.ts'

test.each([
  '=1+1',
  '+861',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n@x',
  ' =1',
  '\u200b=1',
  '\ufeff+1',
  '＝1',
  '=HYPERLINK("http://x","y")',
])('a cell %j is text', (cell) => {
  expect(harmless(cell)).toBe(`'${cell}`)
})

test('what is no formula is left as it is', () => {
  for (const cell of ['流动设摊', '3-5', 'a=b', "'quoted'", '', '121.49']) expect(harmless(cell)).toBe(cell)
})

test('whatever stands in the cells, the row comes back with the same cells', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 6 }), (cells) => {
      const [row] = parse(lineOf(cells), { relax_quotes: false, record_delimiter: '\r\n' }) as string[][]
      expect(row).toEqual(cells.map(harmless))
    }),
  )
})
