/** The command line reads good lines into orders and says why bad ones are none. */
import { describe, expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import { may, type Role } from '#contract/roles.ts'
import type { Ticket } from '#contract/tickets.ts'
import type { Contact, Unit } from '#contract/units.ts'
import { english } from '../ui/words/english.ts'
import { type Read, readLine, type World } from './grammar.ts'

const ticket = (id: number, code: string, state: Ticket['state'] = 'filed') =>
  ({ id, code, state, priority: 2, address: '外白渡桥', place: [121.49, 31.24] }) as unknown as Ticket
const unit = (id: number, code: string, duty: Unit['duty'] = 'on') =>
  ({ id, code, duty, sos: null, squad: '外滩中队' }) as unknown as Unit
const sent = (id: number, toTicket: number, unitId: number): Assignment =>
  ({ id, ticket: toTicket, unit: unitId, state: 'dispatched' }) as unknown as Assignment

const byId = <T extends { id: number }>(...list: T[]) => new Map(list.map((each) => [each.id, each]))
const busy = sent(1, 3, 13)
const world = (role: Role = 'dispatcher'): World => ({
  tickets: byId(
    ticket(1, '261123001'),
    ticket(2, '261123002'),
    ticket(3, '261123103', 'dispatched'),
    ticket(4, '261123004', 'closed'),
    ticket(5, '261122002'),
    ticket(6, '261123106', 'merged'),
  ),
  units: byId(
    unit(10, 'H017'),
    unit(11, 'H042'),
    unit(12, 'K017'),
    unit(13, 'H101'),
    unit(14, 'H200', 'break'),
  ),
  contacts: byId(
    { id: 20, device: '219000062', name: 'NAVO' } as Contact,
    { id: 21, device: '219004214', name: null } as Contact,
  ),
  assignments: byId(busy),
  activeByUnit: new Map([[13, busy]]),
  places: [
    { id: 1, kind: 'crossing', name: '外白渡桥', nameEn: 'Waibaidu Bridge', place: [121.4855, 31.2449] },
    { id: 2, kind: 'station', name: '南京东路', nameEn: 'East Nanjing Road', place: [121.48, 31.23] },
    { id: 3, kind: 'station', name: '南京西路', nameEn: 'West Nanjing Road', place: [121.46, 31.22] },
  ],
  may: (action) => may(role, action),
  words: english,
})

const said = (read: Read): string =>
  read.kind === 'wrong' ? read.why : read.kind === 'order' ? read.sentence : ''

describe('good lines', () => {
  test.each([
    ['D 261123001 H017', 'dispatch', 'Send H017 → P2 261123001 外白渡桥'],
    ['d 261123001 h017 h042', 'dispatch', 'Send H017 H042 → P2 261123001 外白渡桥'],
    ['D 261123001 H017 H017', 'dispatch', 'Send H017 → P2 261123001 外白渡桥'],
    ['D 001 042', 'dispatch', 'Send H042 → P2 261123001 外白渡桥'],
    ['D 103 H017', 'dispatch', 'Send H017 → P2 261123103 外白渡桥'],
    ['Ｄ ２６１１２３００１ Ｈ０１７', 'dispatch', 'Send H017 → P2 261123001 外白渡桥'],
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
    ['D 261123001 H101', 'H101 has a task already'],
    ['D 261123001 H200', 'H200 is not on duty'],
    ['D 261123004 H017', 'Not possible while the case is: Closed'],
    ['X 261123103 H101', 'Write: X 26112300 H017 Reason'],
    ['X 261123103 H017 why', 'H017 was not sent to 261123103'],
    ['P 261123001 5', 'Write: P 26112300 1-4'],
    ['P 261123001', 'Write: P 26112300 1-4'],
    ['M 261123001', 'Write: M 26112300 26112301'],
    ['M 261123001 261123001', 'A case cannot be fused into itself'],
    ['M 261123001 261123106', 'Case 261123106 is fused already'],
    ['M 261123106 261123001', 'Not possible while the case is: Merged'],
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

  test('nothing typed is no mistake', () => {
    expect(readLine('   ', world())).toEqual({ kind: 'empty' })
  })
})
