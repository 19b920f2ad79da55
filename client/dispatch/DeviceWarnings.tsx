/** A quiet notice that devices have wrong clocks or datums, with the list of what is wrong and what to do about it. */
import { useEffect, useState } from 'react'
import type { DeviceWarning } from '#contract/devices.ts'
import { useFacts } from '../facts.ts'
import { OfNow } from '../replay/OfNow.tsx'
import { useMay } from '../session.ts'
import { Sheet } from '../ui/Sheet.tsx'
import { WarningSign } from '../ui/shapes.tsx'
import { shortDate } from '../ui/times.ts'
import { useLanguage, useWords } from '../ui/words.ts'
import { followWarnings, readWarnings, useWarnings } from './warnings.ts'
import './devicewarnings.css'

/** For roles that may see devices; nothing for the others, and nothing where nothing is wrong. */
export function DeviceWarnings() {
  return useMay('device.see') ? <Notice /> : null
}

function Notice() {
  const { trust } = useWords()
  const { list, failed } = useWarnings()
  const [shown, setShown] = useState(false)
  useEffect(followWarnings, [])
  const show = () => {
    void readWarnings()
    setShown(true)
  }
  if (list.length === 0 && !failed && !shown) return null
  return (
    <>
      <button
        type="button"
        className="button quiet device-warnings"
        data-testid="device-warnings"
        onClick={show}
      >
        <OfNow /> <WarningSign /> {failed ? trust.warningsFailed : trust.warnings(list.length)}
      </button>
      {shown && (
        <Sheet title={trust.warningsTitle} onClose={() => setShown(false)} testId="device-warnings-sheet">
          {failed && <p className="problem">{trust.warningsFailed}</p>}
          {list.length === 0 && !failed && <p className="empty">{trust.noWarnings}</p>}
          <ul className="warning-list">
            {list.map((warning) => (
              <WarningItem key={`${warning.device.number} ${warning.kind}`} warning={warning} />
            ))}
          </ul>
        </Sheet>
      )}
    </>
  )
}

function WarningItem({ warning }: { warning: DeviceWarning }) {
  const { trust } = useWords()
  const language = useLanguage()
  const { device, kind, since, what, advice } = warning
  const code = useFacts((facts) => (device.unit === null ? undefined : facts.units.get(device.unit)?.code))
  return (
    <li data-testid="device-warning">
      <p>
        <span className="tag">{trust.kinds[kind]}</span>{' '}
        <b>{[code, device.id].filter(Boolean).join(' · ')}</b>{' '}
        <span className="low">
          {trust.sources[device.protocol]} · {trust.since(shortDate(since))}
        </span>
      </p>
      <p>{what[language]}</p>
      <p className="middle">{advice[language]}</p>
    </li>
  )
}
