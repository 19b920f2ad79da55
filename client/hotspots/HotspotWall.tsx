/** Hotspots on the wall: the layer, and the foremost of them in words. */
import { useEffect } from 'react'
import { useCategoryName } from '../tickets/names.ts'
import { clockTime } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { Stroke } from './HotspotLegend.tsx'
import { lookOf } from './layer.ts'
import { lookAtHotspots } from './looking.ts'
import { classWord, oddsOf, placeWord, statementOf } from './saying.ts'
import { keyOf, useHotspots, usualView } from './store.ts'
import './hotspots.css'

/** What a room can take in. */
const MOST = 3

export function HotspotWall() {
  const words = useWords()
  const language = useLanguage()
  const categoryName = useCategoryName()
  const answer = useHotspots((state) => state.answer)
  useEffect(() => {
    useHotspots.setState({ shown: true, view: usualView, dense: false })
    const stop = lookAtHotspots()
    return () => {
      stop()
      useHotspots.setState({ shown: false, dense: true })
    }
  }, [])
  const all = answer?.hotspots.filter(({ cold }) => !cold) ?? []
  // What always is needs no words in the room: its outline is on the map.
  const hot = all.filter((each) => each.class !== 'chronic')
  if (!answer || all.length === 0) return null
  return (
    <aside className="hotspot-wall" data-testid="wall-hotspots">
      <p className="middle">
        {words.hotspots.wall(hot.length)} · {words.hotspots.wallChronic(all.length - hot.length)} ·{' '}
        {words.hotspots.sources[answer.view.source]} · {words.screen.asOf(clockTime(answer.at))}
        {answer.dataTime !== null && ` · ${words.hotspots.dataTime(clockTime(answer.dataTime))}`}
      </p>
      {hot.slice(0, MOST).map((each) => (
        <p key={keyOf(each)}>
          <Stroke look={lookOf(each)} />{' '}
          <b>
            {classWord(each, words)} · {placeWord(each, language)}
          </b>{' '}
          {statementOf(each, words, (category) => categoryName({ category }))} · {oddsOf(each.chance, words)}
        </p>
      ))}
    </aside>
  )
}
