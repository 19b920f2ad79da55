/** How many fixes a second one core takes in by `POST /api/positions`, as JSON and in binary batches, judged and written down. */
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { benchCity } from './city.ts'
import { benchDatabase } from './database.ts'
import { type Figures, rounded } from './figures.ts'
import { prepareBatches } from './load.ts'
import { startOurs } from './subjects.ts'

const PER_BATCH = 2_500
const WARM_UP_ROUNDS = 3
const ROUNDS = 10
const TICK_MS = 50

/** What counts is the server's own work, of all its threads: batches are made before, and sent from this process. */
export async function benchJson(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 50_000 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, units, 1)
  const server = await startOurs(parts, database, TICK_MS)
  for (const form of ['json', 'binary'] as const) {
    say(`${form}: ${ROUNDS} reports of each of ${units} units …`)
    const batches = prepareBatches({ url: server.url, ...city, form }, WARM_UP_ROUNDS + ROUNDS, PER_BATCH)
    const warmUp = (batches.length * WARM_UP_ROUNDS) / (WARM_UP_ROUNDS + ROUNDS)
    for (const send of batches.splice(0, warmUp)) await send()
    const [began, before] = [performance.now(), await server.cpu()]
    let accepted = 0
    for (const send of batches) accepted += await send()
    const seconds = (performance.now() - began) / 1000
    print({
      subject: form,
      units,
      accepted,
      fixes_per_s: rounded(accepted / seconds, 0),
      fixes_per_s_per_core: rounded(accepted / ((await server.cpu()) - before), 0),
    })
  }
}
