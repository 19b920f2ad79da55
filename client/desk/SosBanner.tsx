/** An officer in danger: on every desk until somebody with the right clears it, with a reason. */
import { useMemo, useState } from 'react'
import { clearSos, type Unit } from '#contract/units.ts'
import { acknowledge } from '../alarms/answering.ts'
import { useAlarms } from '../alarms/standing.ts'
import { call } from '../api.ts'
import { letIn, useLiveFacts } from '../facts.ts'
import { needLink, useMayCommand } from '../link.ts'
import { useLiveSecond } from '../replay/liveSecond.ts'
import { flyTo, flyToMover } from '../scene.ts'
import { selectMover } from '../selection.ts'
import { useMay } from '../session.ts'
import { usePersonName } from '../ui/personName.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { UnitShape } from '../ui/shapes.tsx'
import { elapsed } from '../ui/times.ts'
import { useWords } from '../ui/words.ts'
import { attempt } from './say.ts'

export function SosBanner() {
  const units = useLiveFacts((facts) => facts.units)
  const inDanger = useMemo(() => [...units.values()].filter((unit) => unit.sos !== null), [units])
  return inDanger.map((unit) => <SosRow key={unit.id} unit={unit} />)
}

function SosRow({ unit }: { unit: Unit }) {
  const words = useWords()
  const now = useLiveSecond()
  const mayClear = useMay('sos.clear')
  const linked = useMayCommand()
  const [asking, setAsking] = useState(false)
  const show = () => {
    selectMover(unit.id)
    // The place it was raised at says more than no place at all.
    if (!flyToMover(unit.id) && unit.sos?.place) flyTo(unit.sos.place)
  }
  const clear = async (reason: string) => {
    needLink()
    letIn({
      unit: await call(clearSos, { params: { id: unit.id }, body: { version: unit.version, reason } }),
    })
  }
  return (
    <div className="banner alarm" role="alert" data-testid="sos-banner">
      <UnitShape status="sos" size="1.3em" />
      <b className="clip">
        {words.desk.sosBanner(unit.code, elapsed(now - (unit.sos?.at ?? now), words.screen.days))}
        {unit.sos && ` · ${unit.sos.by}`}
      </b>
      <Acknowledgement unit={unit} />
      <button type="button" className="button" onClick={show}>
        {words.desk.call}
      </button>
      {mayClear && (
        <button
          type="button"
          className="button"
          disabled={!linked}
          data-testid="clear-sos"
          onClick={() => setAsking(true)}
        >
          {words.desk.clearSos}
        </button>
      )}
      {asking && (
        <ReasonSheet
          title={`${words.desk.clearSos} ${unit.code}`}
          reasons={words.desk.reasons.sos}
          onReason={clear}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  )
}

/** Who has seen it, or the button for it; the banner stays until the emergency is over. */
function Acknowledgement({ unit }: { unit: Unit }) {
  const words = useWords()
  const nameOf = usePersonName()
  const mayAnswer = useMay('alarm.answer')
  const linked = useMayCommand()
  const alarm = useAlarms().alarms.find(({ key }) => key === `sos/${unit.id}`)
  if (alarm?.state === 'acknowledged') return <span>{words.alarms.acknowledged(nameOf(alarm.by ?? ''))}</span>
  if (!alarm || !mayAnswer) return null
  return (
    <button
      type="button"
      className="button"
      disabled={!linked}
      data-testid="acknowledge-sos"
      onClick={() => void attempt(() => acknowledge(alarm))}
    >
      {words.alarms.acknowledge}
    </button>
  )
}
