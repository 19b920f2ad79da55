/** The English dictionary. */

import * as admin from './admin.ts'
import * as alarms from './alarms.ts'
import * as audit from './audit.ts'
import * as bulk from './bulk.ts'
import type { Words } from './chinese.ts'
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
import * as tools from './tools.ts'
import * as tracks from './tracks.ts'
import * as trust from './trust.ts'
import * as wall from './wall.ts'
import * as zones from './zones.ts'

export const english: Words = {
  ...nouns.en,
  screen: screen.en,
  admin: admin.en,
  link: link.en,
  loop: loop.en,
  map: map.en,
  problems: problems.en,
  proof: proof.en,
  events: events.en,
  presence: presence.en,
  desk: { ...desk.en, ...command.en },
  wall: wall.en,
  field: field.en,
  pages: pages.en,
  people: people.en,
  phone: phone.en,
  patrols: patrols.en,
  tools: tools.en,
  intake: intake.en,
  sending: sending.en,
  alarms: alarms.en,
  objects: objects.en,
  audit: audit.en,
  bulk: bulk.en,
  trust: trust.en,
  recommend: recommend.en,
  zones: zones.en,
  replay: replay.en,
  rules: rules.en,
  coverage: coverage.en,
  hotspots: hotspots.en,
  expo: expo.en,
  joint: joint.en,
  review: review.en,
  exports: exports.en,
  lanes: lanes.en,
  questions: questions.en,
  decisions: decisions.en,
  tracks: tracks.en,
}
