/** The buttons of a round: begin, arrived by the code of the venue, skip with a reason, end. */
import { useState } from 'react'
import type { Round, RoundStop } from '#contract/rounds.ts'
import { ReasonSheet } from '../../ui/ReasonSheet.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { CodeSheet } from './CodeSheet.tsx'
import { takeRoundStep } from './steps.ts'

type Props = { readonly round: Round; readonly next: RoundStop | undefined }

export function RoundSteps({ round, next }: Props) {
  const { patrols } = useWords()
  const named = useNamed()
  const [asked, setAsked] = useState<'code' | 'skip' | null>(null)
  const { id } = round
  const close = () => setAsked(null)
  if (round.state === 'planned') {
    return (
      <Step
        name={patrols.phone.start}
        testId="round-start"
        onPress={() => takeRoundStep({ step: 'start', round: id })}
      />
    )
  }
  if (round.state !== 'started') return null
  if (!next) {
    return (
      <Step
        name={patrols.phone.finish}
        testId="round-finish"
        onPress={() => takeRoundStep({ step: 'finish', round: id })}
      />
    )
  }
  const stop = next.number
  return (
    <div className="second-steps">
      {round.mode === 'video' ? (
        <Step
          name={patrols.mark}
          testId="round-mark"
          onPress={() => takeRoundStep({ step: 'reach', round: id, stop })}
        />
      ) : (
        <Step name={patrols.phone.arrived} testId="round-arrived" onPress={() => setAsked('code')} />
      )}
      <Step name={patrols.skip} testId="round-skip" onPress={() => setAsked('skip')} />
      {asked === 'code' && <CodeSheet round={id} stop={next} onClose={close} />}
      {asked === 'skip' && (
        <ReasonSheet
          title={patrols.skipTitle(named(next))}
          reasons={patrols.skipReasons}
          onReason={(reason) => takeRoundStep({ step: 'skip', round: id, stop, reason })}
          onClose={close}
        />
      )}
    </div>
  )
}

function Step({ name, testId, onPress }: { name: string; testId: string; onPress: () => unknown }) {
  return (
    <button type="button" className="button" data-testid={testId} onClick={() => void onPress()}>
      {name}
    </button>
  )
}
