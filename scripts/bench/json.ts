/** How many fixes a second one core takes in by `POST /api/positions`, as JSON and in binary batches, with nobody looking. */
import type { Sizes } from '../bench.ts'
import type { Parts } from '../parts.ts'
import { benchCity } from './city.ts'
import { benchDatabase } from './database.ts'
import { type Figures, rounded } from './figures.ts'
import { openFeed } from './load.ts'
import { startOurs } from './subjects.ts'

export async function benchJson(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 50_000, seconds = 10 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, units, 1)
  for (const form of ['json', 'binary'] as const) {
    const ours = await startOurs(parts, database, 100)
    const feed = openFeed({ ...ours, ...city, form })
    await feed.send(3)
    const before = await ours.cpu()
    const { accepted, seconds: took } = await feed.send(seconds)
    const cpu = (await ours.cpu()) - before
    print({
      subject: form,
      units,
      accepted_per_s: rounded(accepted / took, 0),
      cpu_share: rounded(cpu / took, 3),
      fixes_per_s_per_core: rounded(accepted / cpu, 0),
    })
    await ours.stop()
  }
}
