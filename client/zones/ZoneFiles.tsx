/** Zones out to a GeoJSON file, and in from one: first what would be refused and why, then all or none. */
import { type ChangeEvent, useRef, useState } from 'react'
import { checkZones, importZones, type NewZone } from '#contract/zones.ts'
import { call } from '../api.ts'
import { shownNow } from '../clock.ts'
import { letIn } from '../facts.ts'
import { useMay } from '../session.ts'
import { ReasonSheet } from '../ui/ReasonSheet.tsx'
import { refusalWords } from '../ui/refusalWords.ts'
import { dateTime } from '../ui/times.ts'
import { languageNow, useWords, wordsNow } from '../ui/words.ts'
import type { Zone } from './store.ts'
import { readZoneFile } from './zoneFile.ts'

type Preview = {
  readonly name: string
  readonly zones: readonly NewZone[]
  readonly problems: readonly string[]
}

/** `shown`: the zones that go out. */
export function ZoneFiles({ shown }: { shown: readonly Zone[] }) {
  const { zones: words } = useWords()
  const mayEdit = useMay('zone.edit')
  const field = useRef<HTMLInputElement>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const [said, setSaid] = useState<string | null>(null)
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? []
    if (!file) return
    const text = await file.text()
    // The same file may be chosen again once it is mended.
    event.target.value = ''
    setSaid(null)
    setPreview(await previewOf(file.name, text))
  }
  return (
    <section className="zones-files">
      <div className="zone-deeds">
        {mayEdit && (
          <>
            <input
              ref={field}
              type="file"
              hidden
              accept=".geojson,.json,application/geo+json"
              data-testid="zone-file"
              onChange={(event) => void take(event)}
            />
            <button type="button" className="button" onClick={() => field.current?.click()}>
              {words.files.import}
            </button>
          </>
        )}
        <button type="button" className="button" disabled={shown.length === 0} onClick={() => sendOut(shown)}>
          {words.files.export}
        </button>
      </div>
      {said && <p role="status">{said}</p>}
      {preview && (
        <PreviewSheet
          preview={preview}
          onDone={(count) => setSaid(words.files.done(count))}
          onClose={() => setPreview(null)}
        />
      )}
    </section>
  )
}

type SheetProps = {
  readonly preview: Preview
  readonly onDone: (count: number) => void
  readonly onClose: () => void
}

function PreviewSheet({ preview: { name, zones, problems }, onDone, onClose }: SheetProps) {
  const { zones: words } = useWords()
  return (
    <ReasonSheet
      title={words.files.import}
      reasons={words.reasons}
      lacking={problems.length > 0 ? words.files.refused(problems.length) : null}
      onReason={async (reason) => {
        const answer = await call(importZones, { body: { zones: [...zones], reason } })
        letIn({ zones: answer.zones, retiredZones: answer.retired })
        onDone(answer.zones.length)
      }}
      onClose={onClose}
    >
      <p>{words.files.preview(name, zones.length)}</p>
      {problems.length === 0 ? (
        <p role="status">{words.files.fine}</p>
      ) : (
        <ul className="problem" role="alert" data-testid="zone-file-problems">
          {problems.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </ReasonSheet>
  )
}

/** What the file says, and what the server would refuse of it. */
async function previewOf(name: string, text: string): Promise<Preview> {
  const { files } = wordsNow().zones
  const { zones, problems } = readZoneFile(text)
  const told = problems.map(({ index, why }) =>
    index === null ? files[why] : files.feature(index + 1, files[why]),
  )
  if (told.length > 0) return { name, zones, problems: told }
  try {
    const { refused } = await call(checkZones, { body: { zones } })
    const problemsOf = refused.map(({ index, message }) => files.feature(index + 1, message[languageNow()]))
    return { name, zones, problems: problemsOf }
  } catch (error) {
    return { name, zones, problems: [refusalWords(error)] }
  }
}

/** Hands the zones to the browser as a file named by the time. */
function sendOut(zones: readonly Zone[]): void {
  const text = JSON.stringify({ type: 'FeatureCollection', features: zones })
  const url = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `zones-${dateTime(shownNow()).replace(/\D/g, '')}.geojson`
  link.click()
  URL.revokeObjectURL(url)
}
