/** For tests: the AIS gateway without its sockets. */
import { Registry } from 'prom-client'
import type { Particulars } from '../positions/deviceQueries.ts'
import type { Report } from '../positions/intake.ts'
import { listener } from './ais.ts'
import { createAssembly } from './assembly.ts'
import { checksum } from './sentences.ts'

type Heard = { places: (Report & { mmsi: string })[]; particulars: (Particulars & { mmsi: string })[] }

/** A gateway's inside without its sockets, and what it heard. */
export function ear() {
  const heard: Heard = { places: [], particulars: [] }
  const metrics = new Registry()
  const vessels = {
    heardPlace: (mmsi: string, report: Report) => void heard.places.push({ mmsi, ...report }),
    heardParticulars: (mmsi: string, told: Particulars) => void heard.particulars.push({ mmsi, ...told }),
  }
  const hear = listener({ vessels, metrics, now: () => 1_000 })
  const assembly = createAssembly()
  const outcomes = async () => {
    const { values } = (await metrics.getMetricsAsJSON())[0] as unknown as {
      values: { labels: { outcome: string }; value: number }[]
    }
    return Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))
  }
  return { heard, metrics, vessels, outcomes, hear: (line: string) => hear(line, assembly) }
}

/** A sentence with its checksum. */
export const sealed = (body: string): string =>
  `!${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}`
