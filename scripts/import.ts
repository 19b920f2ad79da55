/** `npm run import -- <file.csv> --map <mapping.json>`: takes another system's tickets in through the public API, all or none. */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import type { ErrorBody } from '#contract/endpoint.ts'
import type { HotlineAnswer, HotlineRecord } from '#contract/hotline.ts'
import type { ImportedTicket } from '#contract/tickets.ts'
import { pushRecords, recordOf } from './import/hotline.ts'
import { checkMapping, type Mapping, mapRow, type Row } from './import/mapping.ts'
import type { ObjectMapping } from './import/objectMapping.ts'
import { importRegister } from './import/objects.ts'
import { type PeopleMapping, pushPeople } from './import/people.ts'

const usage = `npm run import -- <file.csv> --map <mapping.json> [--url http://localhost:8080] [--user admin] [--skip-bad] [--dry-run]
       npm run import -- <file.csv> --map data/mappings/hotline.json --hotline: its records, each answered by itself; the key is taken from HOTLINE_KEY
       npm run import -- <file.csv> --map data/mappings/objects.json --objects [--skip-bad] [--dry-run]: objects, known ones changed by their number
       npm run import -- <file.csv> --map data/mappings/people.json --people: officers with units and accounts, each row answered by itself
  The password is taken from IMPORT_PASSWORD. One row with a problem keeps the whole file out, unless --skip-bad leaves such rows out.
  Rows whose number is here already are left as they are, so a file can be imported again. A mapping to start from: data/mappings/nyc311.json`

/** The CSV has a header, so its first row of data is line 2. */
type Good = { readonly line: number; readonly ticket: ImportedTicket }

try {
  process.exitCode = await run()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      map: { type: 'string' },
      url: { type: 'string', default: `http://localhost:${process.env.PORT ?? 8080}` },
      user: { type: 'string', default: 'admin' },
      'skip-bad': { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      hotline: { type: 'boolean', default: false },
      objects: { type: 'boolean', default: false },
      people: { type: 'boolean', default: false },
    },
  })
  const file = positionals[0]
  if (!file || !values.map) throw new Error(usage)
  if (values.hotline) return sendHotline(file, values.map, values.url)
  if (values.people) {
    const { mapping, rows } = await rowsOf<PeopleMapping>(file, values.map)
    const signedIn = await signIn(values.url, values.user)
    return pushPeople({
      mapping,
      rows: rows.map(({ record, info }) => ({ line: info.lines, row: record })),
      say: (line) => console.log(line),
      send: async (body) => (await post(`${values.url}/api/people/import`, body, signedIn)).json(),
    })
  }
  if (values.objects) {
    const { mapping, rows } = await rowsOf<ObjectMapping>(file, values.map)
    const signedIn = await signIn(values.url, values.user)
    return importRegister({
      mapping,
      rows: rows.map(({ record, info }) => ({ line: info.lines, row: record })),
      skipBad: values['skip-bad'],
      dryRun: values['dry-run'],
      say: (line) => console.log(line),
      send: async (body) =>
        (
          await post(`${values.url}/api/objects/import`, body, {
            ...signedIn,
            'idempotency-key': keyOf(body),
          })
        ).json(),
    })
  }
  const { rows, good, bad } = await readFileWith(file, values.map)
  for (const { line, problems } of bad) console.log(`line ${line}: ${problems.join('; ')}`)
  console.log(`${rows} rows read: ${good.length} good, ${bad.length} with problems.`)
  if (bad.length > 0 && !values['skip-bad']) {
    console.log('Nothing was imported. Mend the rows or the mapping, or leave them out with --skip-bad.')
    return 1
  }
  if (values['dry-run'] || good.length === 0) return 0
  return send(good, values.url, values.user)
}

/** Every row is told by its line: what became of it, or why it was not taken. */
async function sendHotline(file: string, map: string, url: string): Promise<number> {
  const key = process.env.HOTLINE_KEY
  if (!key) throw new Error('Set HOTLINE_KEY to the key that POST /api/sources answered.')
  const { mapping, rows } = await rowsOf(file, map)
  const { mtimeMs } = await stat(file)
  const lines: number[] = []
  const records: HotlineRecord[] = []
  let failed = 0
  for (const { record: row, info } of rows) {
    const mapped = recordOf(mapping, row, Math.floor(mtimeMs))
    if (mapped.ok) {
      lines.push(info.lines)
      records.push(mapped.record)
    } else {
      failed++
      console.log(`line ${info.lines}: ${mapped.problems.join('; ')}`)
    }
  }
  const push = async (batch: readonly HotlineRecord[]) =>
    (await (
      await post(`${url}/api/hotline`, batch, { authorization: `Bearer ${key}` })
    ).json()) as HotlineAnswer[]
  for (const { index, outcome, ticket, message } of await pushRecords(records, push)) {
    if (outcome === 'refused') failed++
    console.log(
      `line ${lines[index]}: ${outcome}${ticket ? ` ${ticket}` : ''}${message ? `: ${message.en}` : ''}`,
    )
  }
  return failed > 0 ? 1 : 0
}

async function readFileWith(file: string, map: string) {
  const { mapping, rows } = await rowsOf(file, map)
  const good: Good[] = []
  const bad: { line: number; problems: readonly string[] }[] = []
  for (const { record, info } of rows) {
    const mapped = mapRow(mapping, record)
    if (mapped.ok) good.push({ line: info.lines, ticket: mapped.ticket })
    else bad.push({ line: info.lines, problems: mapped.problems })
  }
  return { rows: rows.length, good, bad }
}

async function rowsOf<M extends Mapping | ObjectMapping | PeopleMapping = Mapping>(
  file: string,
  map: string,
) {
  const mapping = JSON.parse(await readFile(map, 'utf8')) as M
  const rows = parse(await readFile(file), {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as {
    record: Row
    info: { lines: number }
  }[]
  checkMapping(mapping, Object.keys(rows[0]?.record ?? {}))
  return { mapping, rows }
}

async function send(good: readonly Good[], url: string, username: string): Promise<number> {
  const signedIn = await signIn(url, username)
  const body = { tickets: good.map((each) => each.ticket) }
  const answer = await post(`${url}/api/tickets/import`, body, {
    ...signedIn,
    'idempotency-key': keyOf(body),
  })
  const outcome = (await answer.json()) as {
    imported: number
    already: number[]
    refused: { index: number; message: { en: string } }[]
  }
  for (const { index, message } of outcome.refused) console.log(`line ${good[index]?.line}: ${message.en}`)
  if (outcome.refused.length > 0) {
    console.log('The server refused these rows, and nothing was imported.')
    return 1
  }
  console.log(`${outcome.imported} tickets imported, ${outcome.already.length} were here already.`)
  return 0
}

/** Named after its content: sending the same file again after a broken connection is the same command. */
const keyOf = (body: unknown): string =>
  `import-${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`

async function signIn(url: string, username: string): Promise<{ readonly cookie: string }> {
  const password = process.env.IMPORT_PASSWORD
  if (!password) throw new Error(`Set IMPORT_PASSWORD to the password of ${username}.`)
  const { headers } = await post(`${url}/api/session`, { username, password })
  return { cookie: headers.get('set-cookie')?.split(';')[0] ?? '' }
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (answer.ok) return answer
  const { message } = (await answer.json()) as ErrorBody
  throw new Error(`${url} answered ${answer.status}: ${message.en}`)
}
