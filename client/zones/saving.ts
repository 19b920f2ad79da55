/** Saving what was begun: the command of each task, and what is still missing of it, in words. */
import type { NewZone, ZonesChanged } from '#contract/zones.ts'
import { changeZone, createZone, joinZones, retireZone, splitZone } from '#contract/zones.ts'
import { call } from '../api.ts'
import { letIn } from '../facts.ts'
import { dateTime } from '../ui/times.ts'
import { type Words, wordsNow } from '../ui/words.ts'
import { choose, type Editor, useEditor } from './editor.ts'
import { areaOfSketch, rounded } from './sketchArea.ts'
import { useZones } from './store.ts'

/** What the form asks; `from`: ms UTC, null from now on. */
export type Asked = {
  readonly kind: NewZone['kind']
  readonly name: string
  readonly nameEn: string
  readonly owner: number | null
  readonly river: 'huangpu' | 'suzhou' | null
  readonly bank: 'left' | 'right' | null
  readonly from: number | null
  readonly reason: string
}

/** What is missing, or null. */
export function lackingOf(
  { task, sketch, others }: Editor,
  asked: Asked,
  { zones: words }: Words,
): string | null {
  const needsShape = task?.kind === 'draw' || task?.kind === 'split'
  if (needsShape && !sketch.done) return words.need.shape
  const names =
    task?.kind === 'join' || task?.kind === 'retire' ? 'x' : asked.name.trim() && asked.nameEn.trim()
  if (!names) return words.need.name
  if (task?.kind === 'join' && others.length === 0) return words.need.others
  return asked.reason.trim() === '' ? words.need.reason : null
}

/** Sends the command; a refusal is thrown, and everything stays as it is. */
export async function save(editor: Editor, asked: Asked): Promise<void> {
  const answer = await send(editor, asked)
  if (!answer) return
  const { zones, retired, plan } = answer
  letIn({ zones, retiredZones: retired })
  const { zones: words } = wordsNow()
  const names = zones.map(({ properties }) => properties.name).join('、')
  choose(zones[0]?.id ?? (retired.length > 0 ? null : editor.chosen))
  useEditor.setState({
    said: plan ? words.planned(plan.names.join('、'), dateTime(plan.at)) : words.saved(names || words.retire),
  })
}

function send(editor: Editor, asked: Asked): Promise<ZonesChanged> | undefined {
  const { task, sketch } = editor
  if (!task) return undefined
  const { kind, name, nameEn, owner, river, bank, reason } = asked
  const shared = { reason: reason.trim(), ...(asked.from === null ? {} : { from: asked.from }) }
  if (task.kind === 'draw') {
    const isReach = kind === 'reach_bank' || kind === 'reach_water'
    const along = isReach ? { river, bank: kind === 'reach_bank' ? bank : null } : {}
    const zone = {
      kind,
      name: name.trim(),
      nameEn: nameEn.trim(),
      owner,
      ...along,
      area: areaOfSketch(sketch),
    }
    return call(createZone, { body: { zone, ...shared } })
  }
  const { id, version } = task.zone.properties
  const [params, seen] = [{ id }, { version, ...shared }]
  switch (task.kind) {
    case 'reshape':
      return call(changeZone, { params, body: { ...seen, area: areaOfSketch(sketch, task.zone) } })
    case 'edit':
      return call(changeZone, { params, body: { ...seen, name: name.trim(), nameEn: nameEn.trim(), owner } })
    case 'split':
      return call(splitZone, {
        params,
        body: { ...seen, line: sketch.points.map(rounded), name: name.trim(), nameEn: nameEn.trim() },
      })
    case 'join':
      return call(joinZones, { params, body: { ...seen, others: othersOf(editor) } })
    case 'retire':
      return call(retireZone, { params, body: seen })
  }
}

const othersOf = ({ others }: Editor) =>
  useZones
    .getState()
    .zones.filter(({ properties }) => others.includes(properties.id))
    .map(({ properties: { id, version } }) => ({ id, version }))
