/** The page of the review: playlists and their moments on the left, all pinned moments on the right; or the files of scenes. */
import { useEffect, useState } from 'react'
import { ExportList } from '../exports/ExportList.tsx'
import { useMay } from '../session.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { TopBar } from '../ui/TopBar.tsx'
import { useWords } from '../ui/words.ts'
import { undoLast, useLast } from './commands.ts'
import { PinList } from './PinList.tsx'
import { PlaylistPart } from './PlaylistPart.tsx'
import { followReview, loadReview, useReview } from './store.ts'
import '../desk/desk.css'
import './review.css'

const tabs = ['review', 'exports'] as const
type Tab = (typeof tabs)[number]

export function ReviewPage() {
  useEffect(followReview, [])
  useEffect(listenForUndo, [])
  const [tab, setTab] = useState<Tab>('review')
  return (
    <div className="review" data-testid="review">
      <TopBar />
      <LinkBanner />
      <Head tab={tab} onChoose={setTab} />
      {tab === 'review' ? <Review /> : <ExportList />}
    </div>
  )
}

function Head({ tab, onChoose }: { tab: Tab; onChoose: (tab: Tab) => void }) {
  const words = useWords()
  const mayExport = useMay('scene.export')
  const names = { review: words.review.title, exports: words.exports.list }
  return (
    <header className="review-head">
      <h1>{words.review.title}</h1>
      <p className="middle review-lead">{words.review.lead}</p>
      {mayExport && (
        <div className="tabs" role="tablist" aria-label={words.review.title}>
          {tabs.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              className="tab"
              aria-selected={tab === each}
              data-testid={`review-tab-${each}`}
              onClick={() => onChoose(each)}
            >
              {names[each]}
            </button>
          ))}
        </div>
      )}
      <LastDeed />
    </header>
  )
}

function Review() {
  const words = useWords().review
  const sayRefusal = useRefusalWords()
  const { loaded, refusal } = useReview()
  if (refusal)
    return (
      <p className="problem" role="alert">
        {words.notRead + sayRefusal(refusal)}{' '}
        <button type="button" className="button" onClick={() => void loadReview()}>
          {words.retry}
        </button>
      </p>
    )
  if (!loaded) return <p className="empty">{words.loading}</p>
  return (
    <main className="review-main">
      <PlaylistPart />
      <PinList />
    </main>
  )
}

/** What was done last, with the way back. */
function LastDeed() {
  const words = useWords().review
  const sayRefusal = useRefusalWords()
  const { done, undo, error } = useLast()
  return (
    <p className="review-last" role="status" data-testid="review-last">
      {error !== null && <span className="problem">{words.failed + sayRefusal(error)}</span>}
      {done && <span className="middle">{done === 'undone' ? words.undone : words.done[done]}</span>}{' '}
      {undo && (
        <button type="button" className="button" data-testid="review-undo" onClick={() => void undoLast()}>
          {words.undo} <kbd>Ctrl+Z</kbd>
        </button>
      )}
    </p>
  )
}

function listenForUndo(): () => void {
  const hear = (event: KeyboardEvent) => {
    const { target } = event
    const isTyping = target instanceof HTMLElement && target.matches('input, textarea')
    if (!(event.ctrlKey || event.metaKey) || event.code !== 'KeyZ' || isTyping) return
    event.preventDefault()
    void undoLast()
  }
  window.addEventListener('keydown', hear)
  return () => window.removeEventListener('keydown', hear)
}
