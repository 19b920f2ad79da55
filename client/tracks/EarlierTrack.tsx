/** On a unit's card, for who may see tracks: its past is shown once they have said for what. */
import { useMay } from '../session.ts'
import { useNow } from '../ui/now.ts'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { askPurpose, usePurposes } from './purpose.ts'

export function EarlierTrack({ unit }: { unit: number }) {
  const { tracks } = useWords()
  const maySee = useMay('track.see')
  const now = useNow()
  const stated = usePurposes((purposes) => purposes.stated.get(unit))
  if (!maySee) return null
  if (stated && stated.until > now) {
    return (
      <p className="low" data-testid="track-purpose">
        {tracks.standing(tracks.purposes[stated.purpose], clockTime(stated.until).slice(0, 5))}
      </p>
    )
  }
  return (
    <p className="low">
      {tracks.needed}{' '}
      <button
        type="button"
        className="button"
        data-testid="earlier-track"
        onClick={() => void askPurpose(unit)}
      >
        {tracks.earlier}
      </button>
    </p>
  )
}
