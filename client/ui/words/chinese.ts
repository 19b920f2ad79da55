/** The Chinese dictionary: its keys are the keys of every other. */
import * as admin from './admin.ts'
import * as alarms from './alarms.ts'
import * as audit from './audit.ts'
import * as bulk from './bulk.ts'
import * as command from './command.ts'
import * as coverage from './coverage.ts'
import * as decisions from './decisions.ts'
import * as desk from './desk.ts'
import * as events from './events.ts'
import * as expo from './expo.ts'
import * as exports from './exports.ts'
import * as field from './field.ts'
import * as hotspots from './hotspots.ts'
import * as intake from './intake.ts'
import * as joint from './joint.ts'
import * as lanes from './lanes.ts'
import * as link from './link.ts'
import * as loop from './loop.ts'
import * as map from './map.ts'
import * as nouns from './nouns.ts'
import * as objects from './objects.ts'
import * as pages from './pages.ts'
import * as patrols from './patrols.ts'
import * as people from './people.ts'
import * as phone from './phone.ts'
import * as presence from './presence.ts'
import * as problems from './problems.ts'
import * as proof from './proof.ts'
import * as questions from './questions.ts'
import * as recommend from './recommend.ts'
import * as replay from './replay.ts'
import * as review from './review.ts'
import * as rules from './rules.ts'
import * as screen from './screen.ts'
import * as sending from './sending.ts'
import type { Translated } from './shape.ts'
import * as tools from './tools.ts'
import * as tracks from './tracks.ts'
import * as trust from './trust.ts'
import * as wall from './wall.ts'
import * as zones from './zones.ts'

export const chinese = {
  ...nouns.zh,
  screen: screen.zh,
  admin: admin.zh,
  link: link.zh,
  loop: loop.zh,
  map: map.zh,
  problems: problems.zh,
  proof: proof.zh,
  events: events.zh,
  presence: presence.zh,
  desk: { ...desk.zh, ...command.zh },
  wall: wall.zh,
  field: field.zh,
  pages: pages.zh,
  people: people.zh,
  phone: phone.zh,
  patrols: patrols.zh,
  tools: tools.zh,
  intake: intake.zh,
  sending: sending.zh,
  alarms: alarms.zh,
  objects: objects.zh,
  audit: audit.zh,
  bulk: bulk.zh,
  trust: trust.zh,
  recommend: recommend.zh,
  zones: zones.zh,
  replay: replay.zh,
  rules: rules.zh,
  coverage: coverage.zh,
  hotspots: hotspots.zh,
  expo: expo.zh,
  joint: joint.zh,
  review: review.zh,
  exports: exports.zh,
  lanes: lanes.zh,
  questions: questions.zh,
  decisions: decisions.zh,
  tracks: tracks.zh,
}

export type Words = Translated<typeof chinese>
