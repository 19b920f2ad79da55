/** Drawings out to a GeoJSON file and in from one: all of it or nothing, and every fault by its feature. */
import { type ChangeEvent, useRef, useState } from 'react'
import { shownNow } from '../../clock.ts'
import { dateTime } from '../../ui/times.ts'
import { useWords, type Words } from '../../ui/words.ts'
import { addDrawings, useDrawings } from './drawings.ts'
import { type Fault, readFile, writeGeoJson } from './geojson.ts'

const MEGABYTE = 1_000_000
const LARGEST = 5 * MEGABYTE
/** Nobody reads more of them at once. */
const LISTED = 5

export function DrawingFiles() {
  const words = useWords()
  const drawings = useDrawings((state) => state.drawings)
  const file = useRef<HTMLInputElement>(null)
  const [answer, setAnswer] = useState<{ done?: string; faults: readonly string[] }>({ faults: [] })
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.target.files ?? []
    if (!chosen) return
    // The same file may be chosen again once it is mended.
    event.target.value = ''
    if (chosen.size > LARGEST) {
      return setAnswer({ faults: [words.tools.faults.large((chosen.size / MEGABYTE).toFixed(1))] })
    }
    const { drawings: found, faults } = readFile(await chosen.text())
    if (faults.length > 0) return setAnswer({ faults: sentences(faults, words) })
    addDrawings(found)
    setAnswer({ done: words.tools.imported(found.length, chosen.name), faults: [] })
  }
  return (
    <>
      <div className="actions">
        <input
          ref={file}
          type="file"
          accept=".geojson,.json,application/geo+json"
          hidden
          data-testid="import-file"
          onChange={(event) => void take(event)}
        />
        <button type="button" className="button" onClick={() => file.current?.click()}>
          {words.tools.import} GeoJSON
        </button>
        <button
          type="button"
          className="button"
          disabled={drawings.length === 0}
          onClick={() => save(writeGeoJson(drawings))}
        >
          {words.tools.export} GeoJSON
        </button>
      </div>
      {answer.done && <p role="status">{answer.done}</p>}
      {answer.faults.length > 0 && (
        <ul className="problem" role="alert" data-testid="import-faults">
          <li>{words.tools.nothingImported}</li>
          {answer.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function sentences(faults: readonly Fault[], { tools }: Words): string[] {
  const told = faults.slice(0, LISTED).map(({ feature, why, found }) => {
    const sentence = tools.faults[why](found)
    return feature === null ? sentence : tools.feature(feature, sentence)
  })
  return faults.length > LISTED ? [...told, tools.moreFaults(faults.length - LISTED)] : told
}

/** Hands the text to the browser as a file named by the time. */
function save(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `jianghe-${dateTime(shownNow()).replace(/\D/g, '')}.geojson`
  link.click()
  URL.revokeObjectURL(url)
}
