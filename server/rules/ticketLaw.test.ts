/** A ticket carries the law of its day, by whichever door it came in, and keeps it. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TicketLaw } from '#contract/rules.ts'
import type { Ticket } from '#contract/tickets.ts'
import { type Person, person, smallCity, type TestConsole, testConsole } from '../testing.ts'
import { addDancing, draft, everyDay, here, twoBanks } from './testing.ts'

let console: TestConsole
let admin: Person
let duty: Person
let officer: Person
/** A Monday evening in Shanghai: dancing is allowed until 20:30 on the one bank. */
let now = Date.parse('2026-11-23T19:45:00+08:00')
const tooLate = Date.parse('2026-11-23T20:35:00+08:00')
const clip = Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42', 'latin1'), Buffer.alloc(200, 7)])
const hash = createHash('sha256').update(clip).digest('hex')
const keys = new Map<string, string>()

beforeAll(async () => {
  console = await testConsole({ now: () => now })
  const [unit] = await smallCity(console.db, ['foot'])
  admin = await person(console, 'admin')
  duty = await person(console, 'duty')
  officer = await person(console, 'officer', unit === undefined ? {} : { unit })
  const [bank] = await twoBanks(console.db)
  await addDancing(console.db, admin)
  await admin.send('POST', '/api/rules', { ...draft(), reason: '条例' })
  const evening = { week: everyDay(1110, 1230), exceptions: [] }
  const allowed = {
    ...draft({ kind: null, zone: bank, effect: 'allowed', calendar: evening, fine: null }),
    reason: '划定',
  }
  await admin.send('POST', '/api/rules', allowed)
  now += 600_000
  for (const source of ['hotline', 'video', 'open311']) {
    const { body } = await admin.send('POST', '/api/sources', { source, name: source })
    keys.set(source, (body as { key: string }).key)
  }
})
afterAll(() => console.stop())

const form = () => ({ category: '2105', text: '跳广场舞', address: '滨江', place: here })
const open = async (who: Person, change: object = {}) =>
  (await who.send('POST', '/api/tickets', { ...form(), ...change })).body as Ticket
const push = (url: string, source: string, payload: object) =>
  console.app.inject({
    method: 'POST',
    url,
    headers: { authorization: `Bearer ${keys.get(source)}` },
    payload,
  })
async function newest(): Promise<Ticket> {
  const [ticket] = (await duty.send('GET', '/api/tickets?limit=1')).body as unknown as Ticket[]
  return ticket as Ticket
}

const doors: Record<string, () => Promise<unknown>> = {
  'the form': () => open(duty),
  'the phone': () => open(officer),
  'the hotline': () =>
    push('/api/hotline', 'hotline', [{ ...form(), id: 'A1', revisedAt: now, happenedAt: now - 60_000 }]),
  'a finding': async () => {
    const { category, address, place } = form()
    await console.app.inject({
      method: 'POST',
      url: '/api/clips',
      headers: { authorization: `Bearer ${keys.get('video')}`, 'content-type': 'video/mp4' },
      payload: clip,
    })
    const found = {
      category,
      address,
      place,
      id: 'V1',
      happenedAt: now - 60_000,
      confidence: 0.99,
      clip: hash,
    }
    await push('/api/findings/video', 'video', found)
  },
  Open311: () =>
    console.app.inject({
      method: 'POST',
      url: '/open311/v2/requests.json',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        api_key: keys.get('open311') ?? '',
        service_code: '2105',
        lat: String(here[1]),
        long: String(here[0]),
        address_string: '滨江',
        description: '跳广场舞',
      }).toString(),
    }),
  'an import': () =>
    duty.send('POST', '/api/tickets/import', {
      tickets: [{ ...form(), externalId: 'I1', happenedAt: now - 60_000 }],
    }),
}

test.each(Object.entries(doors))(
  'by %s it comes with what the law said when it happened',
  async (_, come) => {
    const before = await newest()
    await come()
    const ticket = await newest()
    expect(ticket.id).not.toBe(before?.id)
    expect(ticket.law).toMatchObject({
      behaviour: 'square_dancing',
      effect: 'allowed',
      version: 1,
      at: ticket.happenedAt,
    })
    const { events } = (await duty.send('GET', `/api/tickets/${ticket.id}`)).body as {
      events: { body: object }[]
    }
    expect(events[0]?.body).toMatchObject({ ticket: { law: ticket.law } })
  },
)

test('forbidden, it names article and fine; of a category of no behaviour the law says nothing', async () => {
  now = tooLate
  expect((await open(duty)).law).toMatchObject({
    effect: 'forbidden',
    article: '上海市黄浦江苏州河滨水公共空间条例 第四十七条',
    fine: { from: 50, to: 500 },
    note: '仅限划定区域和时段',
  } satisfies Partial<TicketLaw>)
  expect((await open(duty, { category: '0501' })).law).toBeNull()
})

test('what happened half an hour ago is held against that time, and keeps its law when the rule changes', async () => {
  const ticket = await open(duty, { happenedAt: tooLate - 1_800_000 })
  expect(ticket.law?.effect).toBe('allowed')
  const rule = ticket.law?.rule as number
  await admin.send('POST', `/api/rules/${rule}/end`, { version: 1, reason: '收回' })
  const noted = (await duty.send('POST', `/api/tickets/${ticket.id}/note`, { text: '已核' })).body as Ticket
  expect(noted.law).toEqual(ticket.law)
})

test('a guess that is settled elsewhere is held against the law there', async () => {
  const guessed = await open(duty, { unsettled: ['place'] })
  const filed = await duty.send('POST', `/api/tickets/${guessed.id}/file`, {
    version: guessed.version,
    category: '2105',
    address: '内陆',
    place: [121.4, 31.2],
  })
  expect([guessed.law?.effect, (filed.body as Ticket).law?.effect]).toEqual(['forbidden', 'allowed'])
})
