/** Every function of the desk with its key and its name: what the palette lists. */

import type { Action } from '#contract/roles.ts'
import { acknowledgeShown, stepAlarm } from '../alarms/answering.ts'
import { nextCoverage } from '../coverage/deeds.ts'
import { judgeSelected } from '../decisions/store.ts'
import { reassignOf } from '../dispatch/reassigning.ts'
import { sendChosen } from '../dispatch/sendChosen.ts'
import { toggleExpoPanel } from '../expo/panel.ts'
import { openExport } from '../exports/asking.ts'
import { toggleHotspots } from '../hotspots/deeds.ts'
import { toggleLanes } from '../lanes/store.ts'
import { clearFilter } from '../map/filter.ts'
import { toggleFollow } from '../map/follow.ts'
import { togglePanel } from '../map/panel.ts'
import { toggleShown } from '../map/shown.ts'
import { take, toolKeys } from '../map/tools/keys.ts'
import type { Tool } from '../map/tools/store.ts'
import { openView, viewNames } from '../map/views.ts'
import { nextObject } from '../objects/nearest.ts'
import { toggleObjects } from '../objects/store.ts'
import { markNextStop } from '../patrols/StopActions.tsx'
import { nextTails } from '../positions/tailChoice.ts'
import { fuseSelected, splitSelected } from '../problems/commands.ts'
import { showCheck } from '../proof.ts'
import { toggleReplay } from '../replay/keys.ts'
import { pinNow } from '../review/pinning.ts'
import { flyHome } from '../scene.ts'
import { useSelection } from '../selection.ts'
import type { Words } from '../ui/words/chinese.ts'
import { openBulk } from './bulk/store.ts'
import { showHelp, showList, write } from './view.ts'

export type Deed = {
  readonly name: string
  readonly key?: string
  /** Only for who may do this. */
  readonly needs?: Action
  readonly run: () => void
}

export const deedsOf = (words: Words): readonly Deed[] => [
  { name: words.desk.keys.cases, key: 'F2', run: () => showList('cases') },
  { name: words.desk.keys.units, key: 'F3', run: () => showList('units') },
  { name: words.alarms.keys.next, key: 'F6', run: () => void stepAlarm() },
  { name: words.alarms.keys.list, run: () => showList('alarms') },
  { name: words.alarms.keys.acknowledge, needs: 'alarm.answer', run: acknowledgeShown },
  { name: words.desk.keys.stale, key: 'F8', run: () => showList('stale') },
  { name: words.replay.toggle, key: 'F9', needs: 'replay.see', run: toggleReplay },
  { name: words.desk.keys.create, key: 'N', needs: 'ticket.open', run: () => write(true) },
  { name: words.desk.keys.send, key: 'Ctrl+Enter', needs: 'ticket.dispatch', run: () => void sendChosen() },
  {
    name: words.desk.keys.reassign,
    key: 'R',
    needs: 'ticket.dispatch',
    run: () => reassignOf(useSelection.getState().ticket),
  },
  { name: words.problems.keys.fuse, key: 'E', needs: 'ticket.merge', run: fuseSelected },
  { name: words.problems.keys.split, key: 'S', needs: 'ticket.split', run: splitSelected },
  { name: words.bulk.title, key: 'B', needs: 'ticket.dispatch', run: openBulk },
  { name: words.desk.help, key: 'F1', run: () => showHelp(true) },
  { name: words.decisions.key, needs: 'calibration.see', run: judgeSelected },
  { name: words.proof.key, key: 'H', run: () => showCheck(true) },
  { name: words.map.keys.filter, key: 'U', run: () => togglePanel('filter') },
  { name: words.map.keys.clear, key: 'Backspace', run: clearFilter },
  { name: words.map.keys.tails, key: 'T', run: nextTails },
  { name: words.coverage.keys.layer, key: 'P', run: nextCoverage },
  { name: words.hotspots.keys.layer, key: 'V', needs: 'hotspot.see', run: toggleHotspots },
  { name: words.map.keys.follow, key: 'F', run: toggleFollow },
  { name: words.expo.toggle, key: 'Y', run: toggleExpoPanel },
  { name: words.map.keys.clusters, key: 'C', run: () => toggleShown('clusters') },
  { name: words.patrols.keys.layer, key: 'I', run: () => toggleShown('rounds') },
  { name: words.patrols.keys.seen, key: 'Shift+K', needs: 'round.walk', run: markNextStop },
  { name: words.objects.keys.toggle, key: 'O', run: toggleObjects },
  { name: words.objects.keys.next, key: 'Shift+O', run: nextObject },
  { name: words.bulk.labels, key: 'L', run: () => toggleShown('labels') },
  { name: words.bulk.reckoning, key: 'X', run: () => toggleShown('extrapolation') },
  { name: words.bulk.home, key: '0', run: flyHome },
  { name: words.review.key, key: 'Shift+B', needs: 'review.edit', run: pinNow },
  { name: words.exports.open, needs: 'scene.export', run: openExport },
  { name: words.lanes.toggle, key: 'Shift+Z', needs: 'replay.see', run: toggleLanes },
  ...tools.map((tool) => ({ name: words.tools.names[tool], key: toolKeys[tool], run: () => take(tool) })),
  ...viewNames().map((name) => ({
    name: words.sending.view(name),
    key: `V ${name}`,
    run: () => openView(name),
  })),
]

const tools: readonly Tool[] = ['around', 'measure', 'draw', 'lasso', 'law', 'past']
