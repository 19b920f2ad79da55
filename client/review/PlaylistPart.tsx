/** The playlists, and the chosen one's moments in their order: dragged or moved by keys, shown, and printed. */
import { useState } from 'react'
import type { Playlist } from '#contract/review.ts'
import { useMay } from '../session.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { useWords } from '../ui/words.ts'
import { createPlaylist, removePlaylist, renamePlaylist } from './commands.ts'
import { OrderedPins } from './OrderedPins.tsx'
import { present } from './showing.ts'
import { pinsOf, shownPlaylists, useReview } from './store.ts'

export function PlaylistPart() {
  const words = useWords().review
  const mayEdit = useMay('review.edit')
  const review = useReview()
  const [naming, setNaming] = useState(false)
  const playlists = shownPlaylists(review)
  const chosen = playlists.find(({ id }) => id === review.chosen)
  return (
    <section className="review-playlists" aria-label={words.playlists}>
      <header className="pane-head">
        <h2>{words.playlists}</h2>
        {mayEdit && (
          <button type="button" className="button" data-testid="new-playlist" onClick={() => setNaming(true)}>
            {words.newPlaylist}
          </button>
        )}
      </header>
      {playlists.length === 0 && <p className="empty">{words.noPlaylists}</p>}
      <ul className="playlist-names">
        {playlists.map((playlist) => (
          <li key={playlist.id}>
            <button
              type="button"
              className="button"
              aria-pressed={playlist.id === chosen?.id}
              data-testid={`playlist-${playlist.id}`}
              onClick={() => useReview.setState({ chosen: playlist.id })}
            >
              {playlist.name} <span className="low">{words.pinCount(pinsOf(review, playlist).length)}</span>
            </button>
          </li>
        ))}
      </ul>
      {chosen && <Chosen playlist={chosen} />}
      {naming && (
        <ReasonSheet
          title={words.newPlaylist}
          label={words.name}
          reasons={[]}
          onReason={createPlaylist}
          onClose={() => setNaming(false)}
        />
      )}
    </section>
  )
}

function Chosen({ playlist }: { playlist: Playlist }) {
  const words = useWords().review
  const mayEdit = useMay('review.edit')
  const maySeePast = useMay('replay.see')
  const review = useReview()
  const [renaming, setRenaming] = useState(false)
  const isEmpty = pinsOf(review, playlist).length === 0
  return (
    <section className="playlist" aria-label={playlist.name} data-testid="playlist">
      <header className="playlist-head">
        <h2>{playlist.name}</h2>
        {maySeePast && (
          <button
            type="button"
            className="button primary"
            disabled={isEmpty}
            data-testid="present"
            onClick={() => present(playlist)}
          >
            {words.present}
          </button>
        )}
        <button type="button" className="button" disabled={isEmpty} onClick={() => window.print()}>
          {words.print}
        </button>
        {mayEdit && (
          <>
            <button type="button" className="button quiet" onClick={() => setRenaming(true)}>
              {words.rename}
            </button>
            <button
              type="button"
              className="button quiet"
              data-testid="remove-playlist"
              onClick={() => void removePlaylist(playlist)}
            >
              {words.remove}
            </button>
          </>
        )}
      </header>
      {isEmpty ? <p className="empty">{words.emptyPlaylist}</p> : <OrderedPins playlist={playlist} />}
      {renaming && (
        <ReasonSheet
          title={words.rename}
          label={words.name}
          reasons={[]}
          onReason={(name) => renamePlaylist(playlist, name)}
          onClose={() => setRenaming(false)}
        />
      )}
    </section>
  )
}
