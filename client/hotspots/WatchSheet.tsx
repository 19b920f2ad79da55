/** Watched views: which are kept and pushed, and as whose word each source counts. */
import { useState } from 'react'
import { hotspotSources } from '#contract/hotspots.ts'
import type { HotspotWatch } from '#contract/hotspotWatches.ts'
import { useMayCommand } from '../link.ts'
import { useMay } from '../session.ts'
import { useCategoryName } from '../tickets/names.ts'
import { Problem } from '../ui/Problem.tsx'
import { usePersonName } from '../ui/personName.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { useSending } from '../ui/sending.ts'
import { shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { changeView } from './deeds.ts'
import { daysOf, hoursOf } from './saying.ts'
import { WatchForm } from './WatchForm.tsx'
import { endWatch, useWatches, type Watches } from './watches.ts'

export function WatchSheet({ onClose }: { onClose: () => void }) {
  const { hotspots, screen } = useWords()
  const says = hotspots.watches
  const { told, problem } = useWatches()
  const mayWatch = useMay('hotspot.watch')
  return (
    <Sheet title={says.title} onClose={onClose} testId="watches-sheet">
      <p className="middle">{says.lead}</p>
      <Problem words={problem && says.failed + problem} />
      {!told && !problem && <p className="low">{screen.loading}</p>}
      {told && <Table watches={told.watches} mayWatch={mayWatch} onShow={onClose} />}
      {mayWatch && <WatchForm />}
      {told && <Groups sources={told.sources} />}
    </Sheet>
  )
}

type TableProps = {
  readonly watches: readonly HotspotWatch[]
  readonly mayWatch: boolean
  readonly onShow: () => void
}

function Table({ watches, mayWatch, onShow }: TableProps) {
  const { hotspots } = useWords()
  const says = hotspots.watches
  if (watches.length === 0) return <p className="empty">{says.none}</p>
  const columns = [hotspots.window, hotspots.sourceShort, hotspots.category, hotspots.ground, says.when]
  return (
    <table className="hotspot-watches" data-testid="watches">
      <thead>
        <tr>
          {[...columns, says.standing, says.added, ''].map((column) => (
            <th key={column} className="low">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {watches.map((watch) => (
          <Row key={watch.id} watch={watch} mayWatch={mayWatch} onShow={onShow} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ watch, mayWatch, onShow }: Omit<TableProps, 'watches'> & { watch: HotspotWatch }) {
  const words = useWords()
  const { hotspots } = words
  const says = hotspots.watches
  const categoryName = useCategoryName()
  const nameOf = usePersonName()
  const { window, source, category, ground, hours, weekdays, standing, addedBy, addedAt } = watch
  const show = () => {
    changeView({ window, source, category, ground, hours, weekdays })
    onShow()
  }
  return (
    <tr data-testid="watch">
      <td>{hotspots.windows[window]}</td>
      <td>{hotspots.sources[source]}</td>
      <td>{category === null ? hotspots.every : categoryName({ category })}</td>
      <td>{hotspots.grounds[ground]}</td>
      <td>
        {hoursOf(hours, words)} · {daysOf(weekdays, words)}
      </td>
      <td>{standing}</td>
      <td className="middle">
        {addedBy === null ? says.preset : `${nameOf(addedBy)} ${shortDate(addedAt)}`}
      </td>
      <td>
        <button type="button" className="button quiet" onClick={show}>
          {says.look}
        </button>
        {mayWatch && <Remove id={watch.id} />}
      </td>
    </tr>
  )
}

/** What stands in it ends with it: asked twice. */
function Remove({ id }: { id: number }) {
  const says = useWords().hotspots.watches
  const linked = useMayCommand()
  const [sure, setSure] = useState(false)
  const sending = useSending(async () => sure && endWatch(id))
  return (
    <form
      className="hotspot-remove"
      onSubmit={(event) => {
        sending.submit(event)
        setSure(!sure)
      }}
      onBlur={() => setSure(false)}
    >
      <button type="submit" className="button" disabled={!linked || sending.busy} data-testid="watch-remove">
        {sure ? says.sure : says.remove}
      </button>
      <Problem words={sending.problem} />
    </form>
  )
}

function Groups({ sources }: Pick<Watches, 'sources'>) {
  const { hotspots, sources: names } = useWords()
  return (
    <section>
      <h3 className="hotspot-title">
        {hotspots.watches.sources} <span className="low">{hotspots.watches.sourcesNote}</span>
      </h3>
      <dl className="hotspot-groups" data-testid="source-groups">
        {hotspotSources.map((group) => (
          <div key={group}>
            <dt className="middle">{hotspots.sources[group]}</dt>
            <dd>
              {sources
                .flatMap(({ source, heardAs }) => (heardAs === group ? [names[source]] : []))
                .join(' · ')}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
