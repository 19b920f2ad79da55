/** 10,000 fixes a second to 20 consoles: ours with its database, and three peers that judge and store nothing, one after the other. */
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { benchCity } from './city.ts'
import { benchDatabase } from './database.ts'
import type { Figures } from './figures.ts'
import { measure } from './measure.ts'
import { startOurs, startPeer } from './subjects.ts'

/** Given more seconds, only ours is measured: for hours, say. */
const USUAL_SECONDS = 7

export async function benchFanout(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 10_000, consoles = 20, seconds = USUAL_SECONDS, tick = 50 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, units, consoles)
  const ours = await startOurs(parts, database, tick)
  print(await measure(parts, ours, { city, seconds, commands: 2, decoding: 4, databaseCpu: database.cpu }))
  await ours.stop()
  if (seconds > USUAL_SECONDS) return
  for (const kind of ['each', 'batch', 'ws'] as const) {
    const peer = await startPeer(parts, kind, tick)
    print(await measure(parts, peer, { city, seconds }))
    await peer.stop()
  }
}
