/** The formats a scene can be written in. */
import type { ExportFormat } from '#contract/exports.ts'
import { writeCsv } from './csv.ts'
import { writeGeojson } from './geojson.ts'
import { writeGpx } from './gpx.ts'
import { writeMfjson } from './mfjson.ts'
import type { Scene, Tally } from './scene.ts'

type Format = {
  readonly ending: string
  readonly type: string
  /** Pieces of the file; the last has room for its hash. The tally is read when all tracks have gone by. */
  readonly write: (scene: Scene, tally: Tally) => AsyncGenerator<string>
}

export const formats: Readonly<Record<ExportFormat, Format>> = {
  geojson: { ending: 'geojson', type: 'application/geo+json', write: writeGeojson },
  mfjson: { ending: 'mf.json', type: 'application/json', write: writeMfjson },
  csv: { ending: 'csv', type: 'text/csv; charset=utf-8', write: writeCsv },
  gpx: { ending: 'gpx', type: 'application/gpx+xml', write: writeGpx },
}

/** What a file is, by how it begins; null: none of ours. */
export function formatOf(file: Buffer): ExportFormat | null {
  const start = file.toString('utf8', 0, 400)
  if (start.startsWith('\ufeffrecord,')) return 'csv'
  if (start.includes('<gpx ')) return 'gpx'
  if (start.includes('"trs"')) return 'mfjson'
  return start.startsWith('{"type":"FeatureCollection"') ? 'geojson' : null
}
