/** A scene as GPX 1.1: a track a mover with a segment for each unbroken stretch, tickets as waypoints. */
import type { Scene, SceneFix, SceneTicket, SceneTrack, Tally } from './scene.ts'
import { ROOM } from './seal.ts'
import { headOf, iso, tailOf } from './words.ts'

/** What GPX has no element for, under a name of our own. */
const OWN = 'urn:jianghe:scene:1'

export async function* writeGpx(scene: Scene, tally: Tally): AsyncGenerator<string> {
  const { head } = scene
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Jianghe console" xmlns="http://www.topografix.com/GPX/1/1" '
  yield `xmlns:j="${OWN}">\n<metadata><name>${xml(head.title)}</name><desc>${xml(JSON.stringify(headOf(head)))}</desc>`
  yield `<time>${iso(head.madeAt)}</time></metadata>\n`
  // Waypoints come before tracks, as the schema says.
  for (const ticket of scene.tickets) yield waypoint(ticket)
  for await (const track of scene.tracks) yield trackOf(track)
  yield '<extensions>\n'
  for (const { number, happened, actor, kind, subject, units } of scene.events) {
    const of = `number="${number}" time="${iso(happened)}" kind="${xml(kind)}" subject="${xml(subject)}"`
    yield `<j:event ${of} actor="${xml(actor)}" units="${xml(units.join(' '))}"/>\n`
  }
  yield `<j:end>${xml(JSON.stringify(tailOf(tally)))}</j:end>\n<j:sha256>${ROOM}</j:sha256>\n</extensions>\n</gpx>\n`
}

const waypoint = ({ place: [lng, lat], openedAt, code, category, state, priority, address }: SceneTicket) =>
  `<wpt lat="${degrees(lat)}" lon="${degrees(lng)}"><time>${iso(openedAt)}</time><name>${xml(code)}</name><desc>${xml(
    `P${priority} ${category} ${state} ${address}`,
  )}</desc><type>ticket</type></wpt>\n`

function trackOf({ mover, stretches, gaps, status }: SceneTrack): string {
  if (stretches.length === 0) return ''
  const { code, name, kind, organisation } = mover
  const own = [
    ...gaps.map(({ from, to, reason }) => `<j:gap from="${iso(from)}" to="${iso(to)}" reason="${reason}"/>`),
    ...status.map(({ at, status }) => `<j:status time="${iso(at)}">${status}</j:status>`),
  ].join('')
  const extensions = own === '' ? '' : `<extensions>${own}</extensions>`
  const type = kind === null ? 'contact' : kind
  const about = `<name>${xml(code)}</name><desc>${xml([name, organisation].filter(Boolean).join(' · '))}</desc>`
  const segments = stretches.map((fixes) => `<trkseg>\n${fixes.map(point).join('')}</trkseg>\n`).join('')
  return `<trk>${about}<type>${type}</type>${extensions}\n${segments}</trk>\n`
}

function point({ at, lng, lat, speed, heading, accuracy }: SceneFix): string {
  const told = { speed, heading, accuracy }
  const own = Object.entries(told).flatMap(([name, value]) =>
    value === null ? [] : `<j:${name}>${value}</j:${name}>`,
  )
  const extensions = own.length === 0 ? '' : `<extensions>${own.join('')}</extensions>`
  return `<trkpt lat="${degrees(lat)}" lon="${degrees(lng)}"><time>${iso(at)}</time>${extensions}</trkpt>\n`
}

/** Never in powers of ten, which XML's decimals do not know. */
const degrees = (value: number): string =>
  String(Number(value.toFixed(7))).includes('e') ? value.toFixed(7) : String(value)

const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Escaped, and without what XML 1.0 has no place for. */
const xml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"]/g, (mark) => named[mark] ?? mark)
