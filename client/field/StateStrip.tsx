/** The strip on top: whether the desk hears this phone, what waits to be sent, and whether the place is shared. */
import { useLink } from '../link.ts'
import { LinkBanner, QuietNotices } from '../ui/LinkBanner.tsx'
import { WarningSign } from '../ui/shapes.tsx'
import { DemoMark } from '../ui/TopBar.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { useKeeping } from './keeping.ts'
import { useLocation } from './location.ts'
import { useOutbox } from './outbox.ts'

export function StateStrip() {
  const words = useWords()
  const state = useLink((link) => link.state)
  const online = state === 'live' || state === 'resyncing' || state === 'degraded'
  return (
    <header>
      <div className={online ? 'strip' : 'strip offline'} data-testid="link-state" data-state={state}>
        {online ? <span className="dot" /> : <WarningSign />}
        <b>{online ? words.field.online : words.field.offline}</b>
        <Waiting />
        {!online && <LastSync />}
        <span className="strip-space" />
        <DemoMark />
      </div>
      {online && <LinkBanner />}
      <QuietNotices />
      <LocationState />
    </header>
  )
}

function Waiting() {
  const words = useWords()
  const count = useOutbox((box) => box.items.length)
  if (count === 0) return null
  return <span data-testid="queue-count">· {words.field.queued(count)}</span>
}

function LastSync() {
  const words = useWords()
  const lastData = useLink((link) => link.lastData)
  if (lastData === null) return null
  return <span className="clip">· {words.field.lastSync(clockTime(lastData).slice(0, 5))}</span>
}

function LocationState() {
  const words = useWords()
  const state = useLocation((location) => location.state)
  const keepingFailed = useKeeping((keeping) => keeping.failed)
  const said = {
    denied: words.field.noLocation,
    failed: words.field.locationFailed,
    insecure: words.field.insecure,
  }
  const problem = state === 'denied' || state === 'failed' || state === 'insecure' ? said[state] : null
  return (
    <>
      {problem && <p className="strip-note">{problem}</p>}
      {keepingFailed && <p className="strip-note">{words.field.storageFailed}</p>}
    </>
  )
}
