/** Tickets as CSV that a spreadsheet opens and does not execute. */
import type { Ticket } from '#contract/tickets.ts'

const columns: readonly (readonly [heading: string, cell: (ticket: Ticket) => string])[] = [
  ['案件编号 code', ({ code }) => code],
  ['状态 state', ({ state }) => state],
  ['优先级 priority', ({ priority }) => String(priority)],
  ['来源 source', ({ source }) => source],
  ['来源单位 from', ({ origin }) => origin?.name ?? ''],
  ['来源编号 source number', ({ externalId }) => externalId ?? ''],
  ['置信度 confidence', ({ origin }) => (origin?.confidence === undefined ? '' : String(origin.confidence))],
  ['类别 category', ({ category }) => category],
  ['描述 text', ({ text }) => text],
  ['地址 address', ({ address }) => address],
  ['经度 longitude', ({ place }) => String(place[0])],
  ['纬度 latitude', ({ place }) => String(place[1])],
  ['发生 happened', ({ happenedAt }) => time(happenedAt)],
  ['受理 opened', ({ openedAt }) => time(openedAt)],
  ['时限 due', ({ dueAt }) => time(dueAt)],
  ['结案 closed', ({ closedAt }) => time(closedAt)],
  ['处理结果 disposition', ({ disposition }) => disposition ?? ''],
  ['反馈 feedback', ({ feedback }) => feedback ?? ''],
]

/** The whole file. The mark at its beginning tells Excel that it is UTF-8. */
export const ticketTable = (tickets: readonly Ticket[]): string =>
  `\uFEFF${[columns.map(([heading]) => heading), ...tickets.map(rowOf)].map(lineOf).join('')}`

const rowOf = (ticket: Ticket): string[] => columns.map(([, cell]) => cell(ticket))

export const lineOf = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/** In quotes always: so nothing in a cell can end it. */
const quoted = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`

/** A cell that begins like a formula, by whatever hidden or wide character, is marked as text. Negative numbers are not ours. */
export const harmless = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** Shanghai's wall clock, which is what people compare with. */
const time = (at: number | null): string =>
  at === null ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
