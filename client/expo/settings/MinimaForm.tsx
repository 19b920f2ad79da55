/** How many units a ring needs: by phase, from an hour to another. */
import { useState } from 'react'
import type { Operation, Ring } from '#contract/expo.ts'
import type { Minimum } from '#contract/expoSettings.ts'
import { SelectField } from '../../ui/Field.tsx'
import { useNamed, useWords } from '../../ui/words.ts'
import { saveMinima } from './commands.ts'
import { NumberCell, RemoveLine, SettingForm, useLines, within } from './SettingForm.tsx'

const MOST = 999

export function MinimaForm({ operation }: { operation: Operation }) {
  const { settings } = useWords().expo
  const named = useNamed()
  const [zone, setZone] = useState(operation.rings[0]?.zone)
  const ring = operation.rings.find((each) => each.zone === zone)
  if (!ring) return <p className="low">{settings.noRings}</p>
  return (
    <>
      <SelectField
        label={settings.ring}
        value={String(ring.zone)}
        options={operation.rings.map((each) => [String(each.zone), named(each)])}
        onSelect={(value) => setZone(Number(value))}
      />
      <OfRing key={ring.zone} operation={operation} ring={ring} />
    </>
  )
}

function OfRing({ operation, ring }: { operation: Operation; ring: Ring }) {
  const { settings } = useWords().expo
  const named = useNamed()
  const lines = useLines<Minimum>(ring.minima)
  const lacking = () => {
    const wrong = lines.lines.findIndex(
      ({ fromHour, toHour, least }) =>
        !within(fromHour, 0, 23) || !within(toHour, 1, 24) || fromHour >= toHour || !within(least, 0, MOST),
    )
    return wrong < 0 ? null : settings.badMinimum(wrong + 1)
  }
  const save = async () => {
    const after = await saveMinima(operation, ring.zone, lines.lines)
    lines.saved(after.rings.find(({ zone }) => zone === ring.zone)?.minima ?? [])
  }
  return (
    <SettingForm
      lines={lines}
      save={save}
      lacking={lacking}
      onAdd={() => lines.add({ phase: operation.phase, fromHour: 0, toHour: 24, least: 1 })}
      testId="minima"
      note={settings.minimaNote}
    >
      {lines.lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
        <div key={i} className="setting-line of-minima">
          <select
            className="input"
            aria-label={settings.phase}
            value={line.phase}
            onChange={({ target }) => lines.put(i, { phase: Number(target.value) })}
          >
            {operation.phases.map((phase) => (
              <option key={phase.number} value={phase.number}>
                {phase.number} {named(phase)}
              </option>
            ))}
          </select>
          <NumberCell
            label={settings.fromHour}
            value={line.fromHour}
            onNumber={(fromHour) => lines.put(i, { fromHour })}
            least={0}
            most={23}
          />
          <span className="low">–</span>
          <NumberCell
            label={settings.toHour}
            value={line.toHour}
            onNumber={(toHour) => lines.put(i, { toHour })}
            least={1}
            most={24}
          />
          <span className="low">{settings.oClock} ≥</span>
          <NumberCell
            label={settings.least}
            value={line.least}
            onNumber={(least) => lines.put(i, { least })}
            least={0}
            most={MOST}
          />
          <span className="low">{settings.units}</span>
          <RemoveLine line={i} onRemove={() => lines.remove(i)} />
        </div>
      ))}
    </SettingForm>
  )
}
