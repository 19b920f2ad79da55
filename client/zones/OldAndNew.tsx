/** What will be otherwise: old beside new, before anything is saved. */
import { areaOf, writtenArea } from '../map/tools/surveying.ts'
import { useCity } from '../session.ts'
import { useNamed, useWords, type Words } from '../ui/words.ts'
import { type Editor, outerRing, useEditor } from './editor.ts'
import type { Asked } from './saving.ts'
import { useZones } from './store.ts'

type Change = { readonly what: string; readonly was: string; readonly becomes: string }

export function OldAndNew({ asked }: { asked: Asked }) {
  const words = useWords()
  const editor = useEditor()
  const named = useNamed()
  const organisations = useCity((city) => city.organisations)
  const ownerName = (id: number | null) => {
    const found = organisations.find((each) => each.id === id)
    return found ? named(found) : words.zones.noOwner
  }
  const changes = changesOf(editor, asked, words, ownerName)
  if (editor.task?.kind === 'draw' && !editor.sketch.done) return null
  if (changes.length === 0) return <p className="low">{words.zones.unchanged}</p>
  return (
    <table className="zone-changes" data-testid="zone-changes">
      <caption>{words.zones.changes}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{words.zones.was}</th>
          <th scope="col">{words.zones.becomes}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ what, was, becomes }) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{was}</td>
            <td>{becomes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function changesOf(
  { task, sketch, others }: Editor,
  asked: Asked,
  { zones: words }: Words,
  ownerName: (id: number | null) => string,
): Change[] {
  if (!task) return []
  const drawn = writtenArea(areaOf(sketch.points))
  if (task.kind === 'draw') return [{ what: words.area, was: '—', becomes: drawn }]
  const { name, nameEn, owner } = task.zone.properties
  const was = areaOf(outerRing(task.zone))
  const area = (becomes: string): Change => ({ what: words.area, was: writtenArea(was), becomes })
  if (task.kind === 'retire') return [{ what: words.name, was: name, becomes: '—' }]
  if (task.kind === 'reshape') {
    const moved = sketch.points.length !== outerRing(task.zone).length || drawn !== writtenArea(was)
    return moved || JSON.stringify(sketch.points) !== JSON.stringify(outerRing(task.zone))
      ? [area(drawn)]
      : []
  }
  if (task.kind === 'join') {
    const joined = useZones.getState().zones.filter(({ properties }) => others.includes(properties.id))
    const sum = joined.reduce((whole, zone) => whole + areaOf(outerRing(zone)), was)
    return joined.length === 0 ? [] : [area(writtenArea(sum))]
  }
  if (task.kind === 'split')
    return sketch.done ? [{ what: words.name, was: name, becomes: `${name} + ${asked.name}` }] : []
  return [
    { what: words.name, was: name, becomes: asked.name },
    { what: words.nameEn, was: nameEn, becomes: asked.nameEn },
    { what: words.owner, was: ownerName(owner), becomes: ownerName(asked.owner) },
  ].filter((each) => each.was !== each.becomes)
}
