/** A scene in the OGC Moving Features JSON encoding (19-045r3): a moving point a mover, a collection of them where it was not heard throughout. */
import type { Scene, SceneFix, SceneTrack, Tally } from './scene.ts'
import { ROOM } from './seal.ts'
import { headOf, iso, tailOf } from './words.ts'

const CRS = { type: 'Name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
const TRS = {
  type: 'Link',
  properties: { type: 'OGCDEF', href: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' },
}

export async function* writeMfjson(scene: Scene, tally: Tally): AsyncGenerator<string> {
  const reference = `"crs":${JSON.stringify(CRS)},"trs":${JSON.stringify(TRS)}`
  yield `{"type":"FeatureCollection",${reference},"scene":${JSON.stringify(headOf(scene.head))},"features":[`
  let between = '\n'
  for await (const track of scene.tracks) {
    if (track.stretches.length === 0) continue
    yield between + JSON.stringify(movingFeature(track))
    between = ',\n'
  }
  yield `\n],"tickets":${JSON.stringify(scene.tickets)},"events":${JSON.stringify(scene.events)}`
  yield `,"end":${JSON.stringify(tailOf(tally))},"sha256":"${ROOM}"}\n`
}

function movingFeature({ mover, stretches, gaps, status }: SceneTrack): object {
  const fixes = stretches.flat()
  const points = stretches.map(movingPoint)
  return {
    type: 'Feature',
    id: mover.code,
    temporalGeometry: points.length === 1 ? points[0] : { type: 'MovingGeometryCollection', prisms: points },
    temporalProperties: [
      ...measures(fixes),
      ...texts(
        'source',
        fixes.map(({ at, source }) => ({ at, text: source ?? 'unknown' })),
      ),
      ...texts(
        'status',
        status.map(({ at, status }) => ({ at, text: status })),
      ),
    ],
    geometry: null,
    properties: {
      name: mover.name,
      kind: mover.kind,
      organisation: mover.organisation,
      gaps: gaps.map(({ from, to, reason }) => ({ from: iso(from), to: iso(to), reason })),
    },
    time: [iso(fixes[0]?.at ?? 0), iso(fixes.at(-1)?.at ?? 0)],
  }
}

const movingPoint = (fixes: readonly SceneFix[]) => ({
  type: 'MovingPoint',
  datetimes: fixes.map(({ at }) => iso(at)),
  coordinates: fixes.map(({ lng, lat }) => [lng, lat]),
  interpolation: 'Linear',
})

/** Units by UN/CEFACT code. A measure goes from fix to fix by no law, so nothing is said of the time between. */
const measured = {
  speed: { form: 'MTS', of: (fix: SceneFix) => fix.speed },
  heading: { form: 'DD', of: (fix: SceneFix) => fix.heading },
  accuracy: { form: 'MTR', of: (fix: SceneFix) => fix.accuracy },
  receivedAfter: { form: 'C26', of: (fix: SceneFix) => fix.received - fix.at },
  clockAhead: { form: 'C26', of: (fix: SceneFix) => fix.skew },
}
export type MeasureName = keyof typeof measured
export const measureNames = Object.keys(measured) as MeasureName[]

/** Measures told with every fix share their times; one that was told with some has its own. */
function measures(fixes: readonly SceneFix[]): object[] {
  const shared: Record<string, unknown> = { datetimes: fixes.map(({ at }) => iso(at)) }
  const own: object[] = []
  for (const name of measureNames) {
    const { form, of } = measured[name]
    const told = fixes.filter((fix) => of(fix) !== null)
    if (told.length === 0) continue
    const values = { type: 'Measure', form, values: told.map(of), interpolation: 'Discrete' }
    if (told.length === fixes.length) shared[name] = values
    else own.push({ datetimes: told.map(({ at }) => iso(at)), [name]: values })
  }
  return [shared, ...own]
}

/** What holds until the next is told. */
function texts(name: string, steps: readonly { readonly at: number; readonly text: string }[]): object[] {
  const changes = steps.filter(({ text }, i) => text !== steps[i - 1]?.text)
  if (changes.length === 0) return []
  const values = { type: 'Text', values: changes.map(({ text }) => text), interpolation: 'Step' }
  return [{ datetimes: changes.map(({ at }) => iso(at)), [name]: values }]
}
