/** A thousand ill-formed and hostile tickets through the doors: each is refused in words, or stored and comes back as the same text. */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ErrorBody } from '#contract/endpoint.ts'
import type { HotlineAnswer } from '#contract/hotline.ts'
import { pushRecords, recordOf } from '../scripts/import/hotline.ts'
import type { Mapping, Row } from '../scripts/import/mapping.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from './testing.ts'
import { lineOf } from './tickets/table.ts'

let console: TestConsole
let wang: Person
let hotlineKey: string
let open311Key: string

beforeAll(async () => {
  console = await testConsole()
  await smallCity(console.db, ['foot'])
  wang = await person(console, 'dispatcher')
  const admin = await person(console, 'admin')
  const issue = async (source: string) => {
    const { body } = await admin.send('POST', '/api/sources', { source, name: source })
    return (body as { key: string }).key
  }
  hotlineKey = await issue('hotline')
  open311Key = await issue('open311')
})
afterAll(() => console.stop())

const nasty = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '&lt;b&gt; &amp; ]]> <!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
  '=HYPERLINK("http://evil","x")',
  '+861380000',
  '-1+1',
  '@SUM(A1:A9)',
  '\t=1',
  '\r\n=1',
  "'; drop table ticket; --",
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff尾',
  '\u202e倒',
  '\u200b',
  '\ufeff',
  '\u0007',
  '\u001b[31m',
  '😀👮🏻‍♂️',
  '𠮷野家',
  '{{7*7}}',
  '$\u007bjndi:ldap://x}',
  '../../etc/passwd',
  '%00',
  '%s%n',
  'x'.repeat(100_000),
  '长'.repeat(4000),
  '长'.repeat(4001),
  '',
  ' ',
  '__proto__',
] as const

const text = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'binary', maxLength: 60 }))
/** Three of four are right, so that what stands in the others is met by every rule, not by the first one only. */
const mostly = <T>(right: T, ...wrong: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<unknown>(right) },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
  )

const places = [
  [0, 0],
  [-74, 40.7],
  [31.24, 121.48],
  [181, 91],
  [null, null],
  'x',
  [121.4],
  [121.4, 31.2, 4],
  [1e308, 1e308],
  ['121.4', '31.2'],
  [122.31, 31.2],
]
const place = mostly([121.4867, 31.2443], ...places)
const category = mostly('0501', '9999', '501', '05a1', '', null, 501, "0501'--", '０５０１')
const happenedAt = mostly(0, Date.now() + 3_600_000, 9e15, 1e300, -1e16, '2026-11-25', null)
const ticket = fc.record({ category, text, address: text, place, happenedAt })
type Hostile = typeof ticket extends fc.Arbitrary<infer T> ? T : never

/** Drawn once from a seed, so that a failure is seen again. */
const draw = (most: number, seed: number): Hostile[] => fc.sample(ticket, { numRuns: most, seed })

function expectRefusal({ status, message }: { status: number; message: ErrorBody['message'] }): void {
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(message.zh.length).toBeGreaterThan(4)
  expect(message.en.length).toBeGreaterThan(4)
}

async function stored(code: string): Promise<{ text: string; address: string }> {
  const { rows } = await console.db.query<{ text: string; address: string }>(
    'select text, address from ticket where code = $1',
    [code],
  )
  return rows[0] as { text: string; address: string }
}

test('by the form: 300 tickets', async () => {
  let kept = 0
  for (const sent of draw(300, 1)) {
    const answer = await wang.send('POST', '/api/tickets', sent)
    if (answer.status !== 200) {
      expectRefusal(answer.body)
      continue
    }
    kept++
    expect(await stored((answer.body as { code: string }).code)).toEqual({
      text: sent.text,
      address: sent.address,
    })
  }
  expect(kept).toBeGreaterThan(20)
})

async function pushed(records: readonly object[]): Promise<HotlineAnswer[]> {
  const answer = await console.app.inject({
    method: 'POST',
    url: '/api/hotline',
    headers: { authorization: `Bearer ${hotlineKey}` },
    payload: records as object,
  })
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
  return answer.json()
}

async function checkPushed(
  records: readonly { text: unknown; address: unknown }[],
  answers: readonly HotlineAnswer[],
) {
  expect(answers).toHaveLength(records.length)
  let kept = 0
  for (const { index, outcome, ticket: code, message } of answers) {
    if (outcome === 'refused') expectRefusal({ status: 400, message: message as ErrorBody['message'] })
    if (!code) continue
    kept++
    const { text, address } = records[index] as { text: unknown; address: unknown }
    expect(await stored(code)).toEqual({ text, address })
  }
  return kept
}

test('by the hotline: 300 records in pushes of 25', async () => {
  const records = draw(300, 2).map((each, index) => ({ id: `h${index}`, ...each }))
  let kept = 0
  for (let from = 0; from < records.length; from += 25) {
    const batch = records.slice(from, from + 25)
    kept += await checkPushed(batch, await pushed(batch))
  }
  expect(kept).toBeGreaterThan(20)
})

test('by Open311, form-encoded: 200 requests', async () => {
  let kept = 0
  for (const sent of draw(200, 3)) {
    const [long, lat] = Array.isArray(sent.place) ? sent.place : []
    const fields = {
      api_key: open311Key,
      service_code: sent.category,
      description: sent.text,
      address_string: sent.address,
      lat,
      long,
    }
    const answer = await console.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(
        Object.entries(fields).map(([name, value]) => [name, String(value ?? '')]),
      ).toString(),
    })
    const [said] = answer.json() as { service_request_id?: string; description?: string }[]
    if (answer.statusCode !== 200) {
      expectRefusal({
        status: answer.statusCode,
        message: { zh: said?.description ?? '', en: said?.description ?? '' },
      })
      continue
    }
    if (!said?.service_request_id) continue
    kept++
    // A form cannot carry half a surrogate pair: it arrives as U+FFFD, and is kept as it arrived.
    const arrived = Buffer.from(sent.text).toString()
    if (arrived !== '') expect((await stored(said.service_request_id)).text).toBe(arrived)
  }
  expect(kept).toBeGreaterThan(20)
})

const mapping = JSON.parse(readFileSync('data/mappings/hotline.json', 'utf8')) as Mapping

test('by a CSV file of the hotline: 200 rows, as a spreadsheet writes them', async () => {
  const file = [
    lineOf(['工单编号', '案件类别', '诉求内容', '诉求地址', '经度', '纬度', '来电时间']),
    ...draw(200, 4).map(({ category: code, text: told, address, place: at, happenedAt: when }, index) => {
      const [lng, lat] = Array.isArray(at) ? at : []
      const time = when === 0 ? '2026-11-20 08:00:00' : String(when)
      return lineOf([
        `c${index}`,
        code === '0501' ? '占道经营' : String(code),
        told,
        address,
        String(lng),
        String(lat),
        time,
      ])
    }),
  ].join('')
  const rows = parse(Buffer.from(file), { columns: true, bom: true, record_delimiter: '\r\n' }) as Row[]
  expect(rows).toHaveLength(200)
  const mapped = rows.map((row) => recordOf(mapping, row, Date.now()))
  for (const each of mapped) if (!each.ok) expect(each.problems.length).toBeGreaterThan(0)
  const records = mapped.flatMap((each) => (each.ok ? [each.record] : []))
  const kept = await checkPushed(records, await pushRecords(records, pushed))
  expect(kept).toBeGreaterThan(20)
})

test('what is stored leaves as text: in the list, in the table, and on the screen', async () => {
  const { rows } = await console.db.query<{ text: string }>('select text from ticket')
  const table = await console.app.inject({
    url: '/api/tickets.csv?limit=50000',
    headers: { cookie: wang.cookie },
  })
  const lines = parse(table.body, { columns: true, bom: true, record_delimiter: '\r\n' }) as Row[]
  expect(lines).toHaveLength(rows.length)
  for (const cell of lines.flatMap(Object.values)) expect(cell).not.toMatch(/^[=+@\t\r-]/)
  for (const { text: told } of rows) {
    // Every screen writes it as a child of an element, which is what this does.
    const markup = renderToStaticMarkup(createElement('p', null, told))
    expect(markup.slice(3, -4)).not.toMatch(/[<>]/)
  }
})
