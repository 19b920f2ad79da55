/** Says that the map moves by itself, with whom, and how to end it; and the button that begins it. */
import { useFacts } from '../facts.ts'
import { useWords } from '../ui/words.ts'
import { stopFollowing, toggleFollow, useFollowed } from './follow.ts'

export function FollowChip() {
  const { map } = useWords()
  const { mover } = useFollowed()
  const unit = useFacts((facts) => facts.units.get(mover ?? 0))
  const contact = useFacts((facts) => facts.contacts.get(mover ?? 0))
  if (mover === null) return null
  const name = unit?.code ?? contact?.name ?? contact?.device ?? ''
  return (
    <button
      type="button"
      className="map-chip"
      data-testid="follow-chip"
      aria-label={`${map.following(name)}, ${map.stopFollowing}`}
      title={map.stopFollowing}
      onClick={stopFollowing}
    >
      <b>{map.following(name)}</b> <span className="middle">{map.followEnds}</span> <kbd>F</kbd>{' '}
      <span aria-hidden="true">×</span>
    </button>
  )
}

export function FollowButton() {
  const { map } = useWords()
  const follows = useFollowed(({ mover }) => mover !== null)
  return (
    <button
      type="button"
      className="button quiet"
      aria-pressed={follows}
      data-testid="follow"
      title="F"
      onClick={toggleFollow}
    >
      {map.follow}
    </button>
  )
}
