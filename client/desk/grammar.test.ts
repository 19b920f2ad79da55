/** The command line reads good lines into orders and says why bad ones are none. */
import { describe, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import { may, type Role } from '#contract/roles.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Contact, Unit } from '#contract/units.ts'
import { english } from '../ui/words/english.ts'
import { type Read, readLine, type World } from './grammar.ts'

const ticket = (id: number, code: string, state: Ticket['state'] = 'filed', priority = 2) =>
  ({ id, code, state, priority, openedAt: 0, address: '外白渡桥' }) as unknown as Ticket
const unit = (id: number, code: string, duty: Unit['duty'] = 'on') =>
  ({ id, code, duty, kind: 'car', sos: null, squad: '外滩中队' }) as unknown as Unit
const sent = (
  id: number,
  toTicket: number,
  unitId: number,
  state: Assignment['state'] = 'dispatched',
): Assignment => ({ id, ticket: toTicket, unit: unitId, state }) as unknown as Assignment

const byId = <T extends { id: number }>(...list: T[]) => new Map(list.map((each) => [each.id, each]))
const busy = sent(1, 3, 13)
const onScene = sent(2, 6, 15, 'onscene')
const onTheWay = sent(3, 3, 16, 'enroute')
const reported = sent(4, 6, 17, 'reported')
const active = [busy, onScene, onTheWay, reported]
const world = (role: Role = 'dispatcher'): World => ({
  tickets: byId(
    ticket(1, '261123001'),
    ticket(2, '261123002'),
    ticket(3, '261123103', 'dispatched'),
    ticket(4, '261123004', 'closed'),
    ticket(5, '261122002'),
    ticket(8, '261123408', 'merged'),
    ticket(6, '261123206', 'handling', 4),
    ticket(7, '261123307', 'reported'),
  ),
  units: byId(
    unit(10, 'H017'),
    unit(11, 'H042'),
    unit(12, 'K017'),
    unit(13, 'H101'),
    unit(14, 'H200', 'break'),
    unit(15, 'B301'),
    unit(16, 'B302'),
    unit(17, 'B303'),
  ),
  contacts: byId(
    { id: 20, device: '219000062', name: 'NAVO' } as Contact,
    { id: 21, device: '219004214', name: null } as Contact,
  ),
  assignments: byId(...active),
  activeByUnit: new Map(active.map((each) => [each.unit, each])),
  places: [
    { id: 1, kind: 'crossing', name: '外白渡桥', nameEn: 'Waibaidu Bridge', place: [121.4855, 31.2449] },
    { id: 2, kind: 'station', name: '南京东路', nameEn: 'East Nanjing Road', place: [121.48, 31.23] },
    { id: 3, kind: 'station', name: '南京西路', nameEn: 'West Nanjing Road', place: [121.46, 31.22] },
  ],
  views: ['bund', 'expo west'],
  may: (action) => may(role, action),
  wayTo: (_ticket, unit) => (unit === 10 ? { etaSeconds: 240, crossing: null } : undefined),
  now: 14 * 60_000,
  words: english,
})

const said = (read: Read): string =>
  read.kind === 'wrong' ? read.why : read.kind === 'order' ? read.sentence : ''

describe('good lines', () => {
  test.each([
    ['D 261123001 H017', 'dispatch', 'Send H017 (about 4 min) → P2 261123001 外白渡桥'],
    ['T -10m', 'replay', 'Replay 1970-01-01 08:04:00'],
    ['t 08:05', 'replay', 'Replay 1970-01-01 08:05:00'],
    [
      'd 261123001 h017 h042',
      'dispatch',
      'Send H017 (about 4 min) H042 (time unknown) → P2 261123001 外白渡桥',
    ],
    ['D 261123001 H017 H017', 'dispatch', 'Send H017 (about 4 min) → P2 261123001 外白渡桥'],
    ['D 001 042', 'dispatch', 'Send H042 (time unknown) → P2 261123001 外白渡桥'],
    ['D 103 H017', 'dispatch', 'Send H017 (about 4 min) → P2 261123103 外白渡桥'],
    ['Ｄ ２６１１２３００１ Ｈ０１７', 'dispatch', 'Send H017 (about 4 min) → P2 261123001 外白渡桥'],
    [
      'D 261123001 B301',
      'dispatch',
      'Send B301 (time unknown) → P2 261123001 外白渡桥; B301 drops P4 261123206 (waiting 14:00, back in the queue)',
    ],
    [
      'R 261123103 H101 H017 2',
      'reassign',
      '261123103: recall H101, send H017; reason: A nearer unit; Send H017 (about 4 min) → P2 261123103 外白渡桥',
    ],
    [
      'r 103 101 042 vehicle flat tyre',
      'reassign',
      '261123103: recall H101, send H042; reason: Vehicle broke down flat tyre; Send H042 (time unknown) → P2 261123103 外白渡桥',
    ],
    ['A B302', 'arrive', 'For B302: arrived at 261123103'],
    ['F B303', 'finish', 'For B303: finished 261123206, free'],
    ['V bund', 'openView', 'Open view bund'],
    ['V expo west', 'openView', 'Open view expo west'],
    ['V +north', 'saveView', 'Keep what is shown as view north'],
    ['V -bund', 'deleteView', 'Delete view bund'],
    ['X 261123103 H101 needed elsewhere', 'recall', 'Recall H101←261123103: needed elsewhere'],
    ['P 261123001 1', 'prioritise', '261123001 becomes P1'],
    ['M 261123001 261123103', 'merge', 'Fuse 261123001 → 261123103 外白渡桥'],
    ['m 001 103', 'merge', 'Fuse 261123001 → 261123103 外白渡桥'],
    ['N 261123004 the owner called', 'note', '261123004 note: the owner called'],
    ['G H017', 'goUnit', 'Go to H017'],
    ['G navo', 'goContact', 'Go to NAVO'],
    ['G 219004214', 'goContact', 'Go to 219004214'],
    ['G 261123002', 'goTicket', 'Go to 261123002'],
    ['G 外白渡桥', 'goPlace', 'Go to 外白渡桥'],
    ['G waibaidu', 'goPlace', 'Go to 外白渡桥'],
    ['U H042', 'goUnit', 'Show H042 外滩中队'],
    ['W 300', 'within', 'Show what is within 300 m of the selection'],
    ['?', 'help', 'Open the help'],
  ])('%s', (line, verb, sentence) => {
    const read = readLine(line, world())
    expect([read.kind === 'order' && read.order.verb, said(read)]).toEqual([verb, sentence])
  })
})

describe('bad lines say why, and send nothing', () => {
  test.each([
    ['Z 1', 'There is no command Z; type ? to see them'],
    ['D', 'Write: D 26112300 H017 H042'],
    ['D 261123001', 'Write: D 26112300 H017 H042'],
    ['D 999999 H017', 'There is no case 999999'],
    ['D 1 H017', 'There is no case 1'],
    ['D 002 H017', '“002” could be: 261123002 261122002'],
    ['D 261123001 017', '“017” could be: H017 K017'],
    ['D 261123001 H999', 'There is no unit H999'],
    ['D 261123001 H101', 'H101 is on 261123103, no less urgent'],
    ['D 261123103 H101', 'H101 is on this case already'],
    ['D 261123001 B303', 'B303 has reported; let it finish first'],
    [
      'R 261123103 H101 H017 soon',
      'codes: 1 Needed elsewhere · 2 A nearer unit · 3 Unsuited kind or kit · 4 Vehicle broke down · 5 Crew unwell · 6 Sent in error',
    ],
    ['R 261123103 H017 H042 1', 'H017 was not sent to 261123103'],
    ['A H017', 'H017 has no task'],
    ['A H101', 'H101 cannot arrive: Sent'],
    ['F B301', 'B301 is free only after its report: On scene'],
    ['A', 'Write: A H017'],
    ['C 261123307 1', 'Your role may not do this'],
    ['V south', 'There is no view “south”; there are: bund expo west; keep one: V +name'],
    ['T', 'Write: T -15m | T 14:05'],
    ['T soon', 'This is no time'],
    ['T 1971-01-01 00:00', 'The future cannot be replayed'],
    ['D 261123001 H200', 'H200 is not on duty'],
    ['D 261123004 H017', 'Not possible while the case is: Closed'],
    ['X 261123103 H101', 'Write: X 26112300 H017 Reason'],
    ['X 261123103 H017 why', 'H017 was not sent to 261123103'],
    ['P 261123001 5', 'Write: P 26112300 1-4'],
    ['P 261123001', 'Write: P 26112300 1-4'],
    ['M 261123001', 'Write: M 26112300 26112301'],
    ['M 261123001 261123001', 'A case cannot be fused into itself'],
    ['M 261123001 261123408', 'Case 261123408 is fused already'],
    ['M 261123408 261123001', 'Not possible while the case is: Merged'],
    ['M 261123103 261123001', 'Not possible while the case is: Sent'],
    ['M 261123001 261123004', 'Not possible while the case is: Closed'],
    ['M 261123001 999', 'There is no case 999'],
    ['N 261123001', 'Write: N 26112300 What happens'],
    ['G', 'Write: G H017 | 26112300 | 外白渡桥'],
    ['G 南京', '“南京” could be: 南京东路 南京西路'],
    ['G 无此地', 'No place, unit or case “无此地”'],
    ['U', 'Write: U H017'],
    ['W', 'Write: W 300'],
    ['W near', 'Write: W 300'],
    ['W 3', 'The radius must be 10–50000 m'],
  ])('%s', (line, why) => {
    expect(readLine(line, world())).toEqual({ kind: 'wrong', why })
  })

  test('a supervisor dispatches nobody', () => {
    expect(said(readLine('D 261123001 H017', world('supervisor')))).toBe('Your role may not do this')
  })

  test('a supervisor fuses nothing', () => {
    expect(said(readLine('M 261123001 261123103', world('supervisor')))).toBe('Your role may not do this')
  })

  test('who may check a case closes it by a code', () => {
    const close = (line: string) => said(readLine(line, world('duty')))
    expect(close('C 261123307 1')).toBe('Check and close 261123307: Corrected')
    expect(close('C 261123307 3 looked twice')).toBe('Check and close 261123307: Nothing found looked twice')
    expect(close('C 261123307 9')).toContain('codes: 1 Corrected')
    expect(close('C 261123001 1')).toBe('Not possible while the case is: Waiting')
  })

  test('nothing typed is no mistake', () => {
    expect(readLine('   ', world())).toEqual({ kind: 'empty' })
  })
})
