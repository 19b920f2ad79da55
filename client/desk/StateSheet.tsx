/** The sheet that proves the state: what is the same as the server's, or what differs and how to mend it. */
import { stateKinds } from '#contract/stateHash.ts'
import { useMayCommand } from '../link.ts'
import {
  type Counts,
  checkState,
  resyncState,
  showCheck,
  useVerdict,
  type Verdict,
  type Wrong,
} from '../proof.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { clockTime } from '../ui/times.ts'
import { useWords, type Words } from '../ui/words.ts'

export function StateSheet() {
  const words = useWords().proof
  const { verdict, shown } = useVerdict()
  const linked = useMayCommand()
  const busy = verdict.state === 'asking' || !linked
  if (!shown) return null
  return (
    <Sheet title={words.title} onClose={() => showCheck(false)} testId="state-sheet">
      <p className="middle">{words.about}</p>
      <Found verdict={verdict} />
      <div className="actions">
        {verdict.state === 'differs' && (
          <button
            type="button"
            className="button"
            disabled={busy}
            data-testid="state-resync"
            onClick={() => void resyncState()}
          >
            {words.resync}
          </button>
        )}
        <button
          type="button"
          className="button primary"
          disabled={busy}
          data-testid="state-check"
          onClick={() => void checkState()}
        >
          {words.check}
        </button>
      </div>
    </Sheet>
  )
}

function Found({ verdict }: { verdict: Verdict }) {
  const words = useWords().proof
  const left = verdict.state === 'same' ? stateKinds.filter((kind) => !(kind in verdict.counts)) : []
  return (
    <div role="status" data-testid="state-verdict" data-verdict={verdict.state}>
      <p className={verdict.state === 'differs' || verdict.state === 'unanswered' ? 'problem' : undefined}>
        {sentence(verdict, words)}
      </p>
      {left.length > 0 && (
        <p className="middle">{words.notCompared(left.map((kind) => words.kinds[kind]).join(words.comma))}</p>
      )}
    </div>
  )
}

function sentence(verdict: Verdict, words: Words['proof']): string {
  switch (verdict.state) {
    case 'none':
      return ''
    case 'same':
    case 'differs': {
      const counts = verdict.state === 'same' ? verdict.counts : lengths(verdict.wrong)
      const what = stateKinds
        .filter((kind) => kind in counts)
        .map((kind) => words.counted(words.kinds[kind], (counts[kind] ?? 0).toLocaleString('en')))
      const event = verdict.event.toLocaleString('en')
      return words[verdict.state](what.join(words.comma), event, clockTime(verdict.at))
    }
    default:
      return words[verdict.state]
  }
}

const lengths = (wrong: Wrong): Counts =>
  Object.fromEntries(Object.entries(wrong).map(([kind, ids]) => [kind, ids.length]))
