/** What people must know about the link: that it is late or down, what an outage cost, a new version, a wrong clock. */
import { type Outage, useLink } from '../link.ts'
import { WarningSign } from './shapes.tsx'
import { clockTime } from './times.ts'
import { useWords } from './words.ts'

export function LinkBanner() {
  const words = useWords()
  const state = useLink((link) => link.state)
  const silent = useLink((link) => Math.floor(link.silence / 1000))
  const lastData = useLink((link) => link.lastData)
  const outage = useLink((link) => link.outage)
  const since = lastData === null ? '—' : clockTime(lastData)
  if (state === 'down') return <Banner tone="warn">{words.link.downLine(since, silent)}</Banner>
  if (state === 'degraded') return <Banner tone="warn">{words.link.degradedLine(silent)}</Banner>
  if (state === 'resyncing') return <Banner tone="calm">{words.link.resyncLine}</Banner>
  if (!outage) return null
  return <Ended outage={outage} />
}

/** What the outage cost; the events it speaks of are named to whoever points at it. */
function Ended({ outage }: { outage: Outage }) {
  const { link } = useWords()
  const { seconds, count, after, upTo, onlyPositions } = outage
  if (onlyPositions) return <Banner tone="calm">{link.onlyPositions(seconds)}</Banner>
  if (count === null) return <Banner tone="calm">{link.reloaded(seconds)}</Banner>
  return (
    <Banner tone="calm" title={count === 0 ? undefined : link.eventsFrom(after + 1, upTo)}>
      {link.caughtUp(seconds, count)}
    </Banner>
  )
}

/** Quiet notices that can wait: a version waiting for the shift change, a clock that is off. */
export function QuietNotices() {
  const words = useWords()
  const newBuild = useLink((link) => link.newBuild)
  const skew = useLink((link) => link.skew)
  return (
    <>
      {skew !== 0 && <span className="problem">{words.link.skew(Math.round(Math.abs(skew) / 1000))}</span>}
      {newBuild && (
        <span className="middle" data-testid="new-build">
          {words.link.newBuild}{' '}
          <button type="button" className="button quiet" onClick={() => location.reload()}>
            {words.link.apply}
          </button>
        </span>
      )}
    </>
  )
}

type BannerProps = { tone: 'warn' | 'calm'; title?: string | undefined; children: string }

function Banner({ tone, title, children }: BannerProps) {
  return (
    <p
      className={tone === 'calm' ? 'banner calm' : 'banner'}
      role="status"
      title={title}
      data-testid="link-banner"
    >
      {tone === 'warn' && <WarningSign />}
      <span className="clip">{children}</span>
    </p>
  )
}
