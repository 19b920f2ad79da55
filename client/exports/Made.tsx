/** A file that was made: what is in it, its hash, and the way to it. */
import type { SceneExport } from '#contract/exports.ts'
import { useWords } from '../ui/words.ts'
import { addressOf } from './asking.ts'

export function Made({ made }: { made: SceneExport }) {
  const words = useWords().exports
  return (
    <section className="export-made" role="status" data-testid="export-made">
      <p>
        {words.ready}{' '}
        <a
          className="button primary"
          href={addressOf(made)}
          download={made.name}
          data-testid="export-download"
        >
          {words.download} {made.name}
        </a>
      </p>
      <p>
        {words.counts(made.counts)} · {words.bytes((made.bytes / 1e6).toFixed(2))}
      </p>
      <p className="low">
        {words.hash} <code data-testid="export-hash">{made.sha256}</code>
      </p>
    </section>
  )
}
