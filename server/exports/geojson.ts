/** A scene as GeoJSON (RFC 7946): a feature for each unbroken stretch, each gap, ticket and event. */
import type { Scene, SceneEvent, SceneFix, SceneTicket, SceneTrack, Tally } from './scene.ts'
import { ROOM } from './seal.ts'
import { headOf, iso, tailOf } from './words.ts'

export async function* writeGeojson(scene: Scene, tally: Tally): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection","scene":${JSON.stringify(headOf(scene.head))},"features":[`
  let between = '\n'
  const put = (features: readonly object[]): string => {
    if (features.length === 0) return ''
    const text = between + features.map((each) => JSON.stringify(each)).join(',\n')
    between = ',\n'
    return text
  }
  for await (const track of scene.tracks) yield put([...stretchesOf(track), ...gapsOf(track)])
  yield put(scene.tickets.map(ticketFeature))
  yield put(scene.events.map(eventFeature))
  yield `\n],"end":${JSON.stringify(tailOf(tally))},"sha256":"${ROOM}"}\n`
}

const feature = (geometry: object | null, properties: object) => ({ type: 'Feature', geometry, properties })

function stretchesOf({ mover, stretches, status }: SceneTrack): object[] {
  return stretches.map((fixes, i) => {
    const until = fixes.at(-1)?.at ?? 0
    return feature(geometryOf(fixes), {
      record: 'stretch',
      unit: mover.code,
      name: mover.name,
      kind: mover.kind,
      organisation: mover.organisation,
      stretch: i + 1,
      of: stretches.length,
      interpolation: 'linear between fixes, as an assumption',
      times: fixes.map(({ at }) => iso(at)),
      speeds: fixes.map(({ speed }) => speed),
      headings: fixes.map(({ heading }) => heading),
      accuracies: fixes.map(({ accuracy }) => accuracy),
      received: fixes.map(({ received }) => iso(received)),
      status: status
        .filter(
          ({ at }, n) => at <= until && (status[n + 1]?.at ?? Number.POSITIVE_INFINITY) > (fixes[0]?.at ?? 0),
        )
        .map(({ at, status }) => [iso(at), status]),
    })
  })
}

/** One place alone is no line. */
const geometryOf = (fixes: readonly SceneFix[]) => {
  const [first] = fixes
  return first && fixes.length === 1
    ? { type: 'Point', coordinates: placeOf(first) }
    : { type: 'LineString', coordinates: fixes.map(placeOf) }
}

const placeOf = ({ lng, lat }: SceneFix) => [lng, lat]

const gapsOf = ({ mover, gaps }: SceneTrack): object[] =>
  gaps.map(({ from, to, reason }) =>
    feature(null, { record: 'gap', unit: mover.code, from: iso(from), to: iso(to), reason }),
  )

const ticketFeature = ({ place, openedAt, closedAt, ...ticket }: SceneTicket) =>
  feature(
    { type: 'Point', coordinates: place },
    {
      record: 'ticket',
      ...ticket,
      openedAt: iso(openedAt),
      closedAt: closedAt === null ? null : iso(closedAt),
    },
  )

const eventFeature = ({ happened, received, ...event }: SceneEvent) =>
  feature(null, { record: 'event', ...event, happened: iso(happened), received: iso(received) })
