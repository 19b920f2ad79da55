/** A scene as CSV (RFC 4180, UTF-8 with the mark that lets Excel read Chinese): a row a fix, gap, ticket and event. */
import type { Scene, SceneTrack, Tally } from './scene.ts'
import { ROOM } from './seal.ts'
import { headOf, iso, tailOf } from './words.ts'

const columns = [
  'record',
  'unit',
  'name',
  'kind',
  'organisation',
  'time',
  'at_ms',
  'longitude',
  'latitude',
  'speed_m_s',
  'heading_deg',
  'accuracy_m',
  'status',
  'received',
  'stretch',
  'until',
  'subject',
  'text',
] as const
type Column = (typeof columns)[number]
type Row = { readonly [Name in Column]?: string | number | null }

const MARK = '\ufeff'

export async function* writeCsv(scene: Scene, tally: Tally): AsyncGenerator<string> {
  yield MARK + line(Object.fromEntries(columns.map((name) => [name, name])))
  yield line({ record: 'scene', time: iso(scene.head.madeAt), text: JSON.stringify(headOf(scene.head)) })
  for await (const track of scene.tracks) yield rowsOf(track).map(line).join('')
  for (const { code, openedAt, place, category, state, priority, address } of scene.tickets) {
    const [longitude, latitude] = place
    const text = `${category} P${priority} ${address}`
    const time = { time: iso(openedAt), at_ms: openedAt }
    yield line({ record: 'ticket', ...time, longitude, latitude, status: state, subject: code, text })
  }
  for (const { happened, received, units, kind, subject, actor } of scene.events) {
    const time = { time: iso(happened), at_ms: happened, received: iso(received) }
    yield line({ record: 'event', unit: units.join(' '), name: actor, ...time, subject, text: kind })
  }
  yield line({ record: 'end', text: JSON.stringify(tailOf(tally)) })
  yield line({ record: 'sha256', text: ROOM })
}

function rowsOf({ mover, stretches, gaps, status }: SceneTrack): Row[] {
  const { code: unit, name, kind, organisation } = mover
  return stretches.flatMap((fixes, i): Row[] => {
    const rows = fixes.map(
      (fix): Row => ({
        record: 'fix',
        unit,
        name,
        kind,
        organisation,
        time: iso(fix.at),
        at_ms: fix.at,
        longitude: fix.lng,
        latitude: fix.lat,
        speed_m_s: fix.speed,
        heading_deg: fix.heading,
        accuracy_m: fix.accuracy,
        status: status.findLast(({ at }) => at <= fix.at)?.status ?? null,
        received: iso(fix.received),
        stretch: i + 1,
      }),
    )
    const gap = gaps[i - 1]
    if (!gap) return rows
    const { from, to, reason } = gap
    return [
      { record: 'gap', unit, name, time: iso(from), at_ms: from, until: iso(to), text: reason },
      ...rows,
    ]
  })
}

const line = (row: Row): string => `${columns.map((name) => cell(row[name])).join(',')}\r\n`

/** A text that a spreadsheet would take for a formula is made a text by an apostrophe. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
