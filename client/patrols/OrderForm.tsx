/** A patrol at once, without a plan: stops on the map, a mode, a crew and why. */
import { useEffect, useState } from 'react'
import { type PatrolMode, type PlanStop, patrolModes } from '#contract/patrols.ts'
import { say } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { Choices } from '../ui/Choices.tsx'
import { Field, TextField } from '../ui/Field.tsx'
import { Problem } from '../ui/Problem.tsx'
import { useSending } from '../ui/sending.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { type OrderedStop, orderRound } from './commands.ts'
import { setStops, stopPutting, useDraft } from './draft.ts'
import { OverrideField, overrideBy } from './OverrideField.tsx'
import { showRound } from './rounds.ts'
import { StopsEditor } from './StopsEditor.tsx'
import { UnitField } from './UnitField.tsx'

export function OrderForm({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const linked = useMayCommand()
  const stops = useDraft((draft) => draft.stops)
  const [mode, setMode] = useState<PatrolMode>('foot')
  const [unit, setUnit] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState('')
  useEffect(leaveDraft, [])
  const lacking = () =>
    stops.length === 0 ? patrols.needStops : reason.trim() === '' ? patrols.needReason : null
  const order = async () => {
    const set = overrideBy(override)
    const round = await orderRound({
      ...{ mode, reason: reason.trim(), stops: stops.map(orderedStop) },
      ...(unit === null ? {} : { unit }),
      ...(set ? { override: set } : {}),
    })
    say(patrols.orderSent(named(round)))
    showRound(round.id)
    onClose()
  }
  const { submit, problem, refused, busy } = useSending(order, lacking)
  return (
    <form className="patrols-detail" data-testid="order-form" onSubmit={submit}>
      <h2>{patrols.order}</h2>
      <Choices
        label={patrols.mode}
        options={patrolModes.map((each) => [each, patrols.modes[each]])}
        isChosen={(each) => each === mode}
        onChoose={(each) => {
          setMode(each)
          setUnit(null)
        }}
      />
      <Field label={patrols.assignTo}>
        {(id) => (
          <UnitField
            key={mode}
            id={id}
            mode={mode}
            unit={unit}
            onUnit={setUnit}
            placeholder={patrols.noUnit}
          />
        )}
      </Field>
      <StopsEditor hours={false} />
      <Choices
        options={patrols.orderReasons.map((each) => [each, each])}
        isChosen={(each) => each === reason}
        onChoose={setReason}
      />
      <TextField label={patrols.orderReason} value={reason} onText={setReason} most={500} />
      <Problem words={problem} />
      {refused === 'conflicts' && <OverrideField reason={override} onReason={setOverride} />}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.screen.cancel}
        </button>
        <button type="submit" className="button primary" disabled={!linked || busy} data-testid="order-send">
          {patrols.order}
        </button>
      </div>
    </form>
  )
}

/** An order is for now: its stops have no hours. */
const orderedStop = ({ opens: _opens, closes: _closes, zone, ...stop }: PlanStop): OrderedStop => ({
  ...stop,
  ...(zone === null ? {} : { zone }),
})

/** A form begins without stops, and leaves none behind. */
function leaveDraft(): () => void {
  setStops([])
  return () => {
    stopPutting()
    setStops([])
  }
}
