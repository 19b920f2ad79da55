/** Reads the CSV files under data/: a header line, then one record a line; fields may stand in double quotes. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { root } from '../root.ts'

export type Row<Column extends string> = Readonly<Record<Column, string>>

const DATA = resolve(root, 'data')

/** The records of a file under data/, with the named columns; throws where the file lacks one of them. */
export function readTable<const Column extends string>(
  file: string,
  columns: readonly Column[],
): Row<Column>[] {
  const lines = readFileSync(resolve(DATA, file), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const header = fields(lines[0] ?? '')
  const places = columns.map((column) => header.indexOf(column))
  const missing = columns.filter((_, i) => places[i] === -1)
  if (missing.length > 0) throw new Error(`data/${file} lacks the column ${missing.join(', ')}`)
  return lines.slice(1).map((line, i) => {
    const values = fields(line)
    if (values.length !== header.length) {
      throw new Error(`data/${file} line ${i + 2} has ${values.length} fields, the header ${header.length}`)
    }
    return Object.fromEntries(
      columns.map((column, k) => [column, values[places[k] as number]]),
    ) as Row<Column>
  })
}

const fields = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
