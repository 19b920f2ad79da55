/** Reads the plain tables the figures are kept in. */

export type Row = Readonly<Record<string, string>>

/** Rows of a plain table: a head line, commas, no quotes (the figures have none). */
export function rowsOf(text: string): Row[] {
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}
