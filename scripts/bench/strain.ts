/** What should cost the others nothing: a console that stops reading, and as many units again that stand still. */
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { benchCity } from './city.ts'
import { benchDatabase } from './database.ts'
import type { Figures } from './figures.ts'
import { type Measuring, measure } from './measure.ts'
import { startOurs } from './subjects.ts'

export async function benchStrain(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 10_000, consoles = 20, seconds = 10, tick = 50 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const both = await benchCity(database.url, 2 * units, consoles)
  const half = { ...both, devices: both.devices.slice(0, units) }
  const strains: Readonly<Record<string, Measuring>> = {
    console: { city: half, seconds, decoding: 4 },
    'console-one-stalled': { city: half, seconds, decoding: 4, stalled: true },
    'console-twice-the-units': { city: both, seconds, decoding: 4, moving: units },
  }
  for (const [name, how] of Object.entries(strains)) {
    const ours = await startOurs(parts, database, tick)
    print({ ...(await measure(parts, ours, how)), subject: name })
    await ours.stop()
  }
}
