/** A patrol at once, without a plan: stops on the map, a mode, a crew and why. */
import { useEffect, useState } from 'react'
import { type PatrolMode, patrolModes } from '#contract/patrols.ts'
import { Refusal } from '../api.ts'
import { say } from '../desk/say.ts'
import { useMayCommand } from '../link.ts'
import { useRefusalWords } from '../ui/refusalWords.ts'
import { useNamed, useWords } from '../ui/words.ts'
import { orderRound } from './commands.ts'
import { setStops, stopPutting, useDraft } from './draft.ts'
import { showRound } from './rounds.ts'
import { StopsEditor } from './StopsEditor.tsx'
import { UnitField } from './UnitField.tsx'

export function OrderForm({ onClose }: { onClose: () => void }) {
  const words = useWords()
  const { patrols } = words
  const named = useNamed()
  const linked = useMayCommand()
  const sayRefusal = useRefusalWords()
  const stops = useDraft((draft) => draft.stops)
  const [mode, setMode] = useState<PatrolMode>('foot')
  const [unit, setUnit] = useState<number | null>(null)
  const [reason, setReason] = useState('')
  const [override, setOverride] = useState('')
  const [refused, setRefused] = useState<{ text: string; conflicts: boolean } | null>(null)
  useEffect(leaveDraft, [])
  const send = async () => {
    if (stops.length === 0) return setRefused({ text: patrols.needStops, conflicts: false })
    if (reason.trim() === '') return setRefused({ text: patrols.needReason, conflicts: false })
    try {
      const round = await orderRound({
        mode,
        reason: reason.trim(),
        stops: stops.map(({ opens: _opens, closes: _closes, zone, ...stop }) => ({
          ...stop,
          ...(zone === null ? {} : { zone }),
        })),
        ...(unit === null ? {} : { unit }),
        ...(override.trim() === '' ? {} : { override: { reason: override.trim() } }),
      })
      say(patrols.orderSent(named(round)))
      showRound(round.id)
      onClose()
    } catch (error) {
      setRefused({
        text: sayRefusal(error),
        conflicts: error instanceof Refusal && error.code === 'conflicts',
      })
    }
  }
  return (
    <form
      className="patrols-detail"
      data-testid="order-form"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h2>{patrols.order}</h2>
      <div className="field">
        <span className="label">{patrols.mode}</span>
        <div className="choices">
          {patrolModes.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={mode === each}
              onClick={() => {
                setMode(each)
                setUnit(null)
              }}
            >
              {patrols.modes[each]}
            </button>
          ))}
        </div>
      </div>
      <div className="field">
        <label htmlFor="order-unit">{patrols.assignTo}</label>
        <UnitField
          key={mode}
          id="order-unit"
          mode={mode}
          unit={unit}
          onUnit={setUnit}
          placeholder={patrols.noUnit}
        />
      </div>
      <StopsEditor hours={false} />
      <div className="field">
        <label htmlFor="order-reason">{patrols.orderReason}</label>
        <div className="choices">
          {patrols.orderReasons.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={reason === each}
              onClick={() => setReason(each)}
            >
              {each}
            </button>
          ))}
        </div>
        <input
          id="order-reason"
          className="input"
          maxLength={500}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      {refused && (
        <p className="problem" role="alert">
          {refused.text}
        </p>
      )}
      {refused?.conflicts && (
        <div className="field">
          <label htmlFor="order-override">{patrols.roster.override}</label>
          <input
            id="order-override"
            className="input"
            maxLength={500}
            value={override}
            onChange={({ target }) => setOverride(target.value)}
          />
        </div>
      )}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {words.screen.cancel}
        </button>
        <button type="submit" className="button primary" disabled={!linked} data-testid="order-send">
          {patrols.order}
        </button>
      </div>
    </form>
  )
}

/** A form begins without stops, and leaves none behind. */
function leaveDraft(): () => void {
  setStops([])
  return () => {
    stopPutting()
    setStops([])
  }
}
