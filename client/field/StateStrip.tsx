/** The strip on top: whether the desk hears this phone, what waits to be sent, how old this is, and what is wrong. */
import { useFacts } from '../facts.ts'
import { mayCommand, useLink } from '../link.ts'
import { LinkBanner } from '../ui/LinkBanner.tsx'
import { WarningSign } from '../ui/shapes.tsx'
import { DemoMark } from '../ui/TopBar.tsx'
import { clockTime, shortDate } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { applyRelease, useRelease, useUnsent } from './install.ts'
import { useKeeping } from './keeping.ts'
import { useLocation } from './location.ts'

export function StateStrip() {
  const words = useWords()
  const state = useLink((link) => link.state)
  const online = mayCommand(state)
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
      <KeptNote />
      <Troubles />
      <NewVersion />
    </header>
  )
}

function Waiting() {
  const words = useWords()
  const count = useUnsent()
  if (count === 0) return null
  return (
    <span data-testid="queue-count" data-count={count}>
      · {words.field.queued(count)}
    </span>
  )
}

function LastSync() {
  const words = useWords()
  const lastData = useLink((link) => link.lastData)
  if (lastData === null) return null
  return <span className="clip">· {words.field.lastSync(clockTime(lastData).slice(0, 5))}</span>
}

/** What is shown was kept by the phone: nobody must take it for the present. */
function KeptNote() {
  const { phone } = useWords()
  const keptAt = useFacts((facts) => facts.keptAt)
  if (keptAt === null) return null
  return (
    <p className="strip-note" role="status" data-testid="kept-at">
      {phone.keptOnly(shortDate(keptAt))}
    </p>
  )
}

function Troubles() {
  const words = useWords()
  const state = useLocation((location) => location.state)
  const keepingFailed = useKeeping((keeping) => keeping.failed)
  const skew = useLink((link) => link.skew)
  const said = {
    denied: words.field.noLocation,
    failed: words.field.locationFailed,
    insecure: words.field.insecure,
  }
  const troubles = [
    state === 'denied' || state === 'failed' || state === 'insecure' ? said[state] : null,
    keepingFailed ? words.field.storageFailed : null,
    skew === 0 ? null : words.phone.clockOff(Math.round(Math.abs(skew) / 1000)),
  ]
  return troubles.map(
    (trouble) =>
      trouble && (
        <p key={trouble} className="strip-note" role="status">
          {trouble}
        </p>
      ),
  )
}

function NewVersion() {
  const { phone } = useWords()
  const waiting = useRelease((release) => release.waiting !== null)
  const unsent = useUnsent()
  if (!waiting) return null
  return (
    <p className="strip-note new-version" role="status" data-testid="new-build">
      <span>
        {phone.newVersion}
        {unsent > 0 && ` · ${phone.versionWaits(unsent)}`}
      </span>
      <button type="button" className="button" disabled={unsent > 0} onClick={applyRelease}>
        {phone.applyVersion}
      </button>
    </p>
  )
}
