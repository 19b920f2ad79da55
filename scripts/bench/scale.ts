/** 100,000 fixes a second in binary batches into one server, written down and sent to 200 consoles. */
import { availableParallelism } from 'node:os'
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { benchCity } from './city.ts'
import { benchDatabase } from './database.ts'
import type { Figures } from './figures.ts'
import { measure } from './measure.ts'
import { startOurs } from './subjects.ts'

/** Where they share two cores, what p99 has beyond a tick is waiting for one: the server's own share is `cpu_share`. */
const MEASURED = 'from sending to each console, with server, database, feed and consoles on the same cores'

export async function benchScale(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 100_000, consoles = 200, seconds = 20, tick = 100 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, units, consoles)
  const ours = await startOurs(parts, database, tick)
  const before = await ours.metric('positions_recorded_total')
  const figures = await measure(parts, ours, {
    city,
    seconds,
    form: 'binary',
    decoding: 2,
    databaseCpu: database.cpu,
  })
  const rows = (await ours.metric('positions_recorded_total')) - before
  print({
    ...figures,
    rows_written: rows,
    rows_waiting: await ours.metric('positions_waiting_rows'),
    cores: availableParallelism(),
    measured: MEASURED,
  })
}
