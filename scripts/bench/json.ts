/** How many fixes a second one core takes in by `POST /api/positions`, as JSON and in binary batches, judged and written down. */
import { readEnv } from '../../server/env.ts'
import type { startServer as StartServer } from '../../server/main.ts'
import type { Sizes } from '../bench.ts'
import { requireBuilt } from '../built.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import { benchCity } from './city.ts'
import { type BenchDatabase, benchDatabase } from './database.ts'
import { type Figures, rounded } from './figures.ts'
import { prepareBatches } from './load.ts'

const PER_BATCH = 2_500
const WARM_UP_ROUNDS = 3
const ROUNDS = 10

/**
 * The server runs in this process, so that nothing else keeps this machine busy meanwhile: two of its cores may be one.
 * Batches are made before the time counts; sending them counts, half a microsecond a fix.
 */
export async function benchJson(
  parts: Parts,
  print: (figures: Figures) => void,
  { units = 50_000 }: Sizes,
): Promise<void> {
  const database = await benchDatabase(parts)
  const city = await benchCity(database.url, units, 1)
  await requireBuilt()
  const { startServer } = (await import(built)) as { startServer: typeof StartServer }
  const server = await startServer(await envFor(database), () => {})
  await parts.add(() => server.stop())
  for (const form of ['json', 'binary'] as const) {
    say(`${form}: ${ROUNDS} reports of each of ${units} units …`)
    const batches = prepareBatches({ url: server.url, ...city, form }, WARM_UP_ROUNDS + ROUNDS, PER_BATCH)
    const warmUp = (batches.length * WARM_UP_ROUNDS) / (WARM_UP_ROUNDS + ROUNDS)
    for (const send of batches.splice(0, warmUp)) await send()
    const [began, before] = [performance.now(), process.cpuUsage()]
    let accepted = 0
    for (const send of batches) accepted += await send()
    const { user, system } = process.cpuUsage(before)
    print({
      subject: form,
      units,
      accepted,
      fixes_per_s: rounded((accepted * 1000) / (performance.now() - began), 0),
      fixes_per_s_per_core: rounded((accepted * 1e6) / (user + system), 0),
    })
  }
}

/** As it is run, not as it is written. */
const built = new URL('../../server/dist/main.js', import.meta.url).href

const envFor = async ({ url, dataDir }: BenchDatabase) =>
  readEnv({
    PORT: '0',
    AIS_PORT: '0',
    JT808_PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ADMIN_PASSWORD: 'bench-password',
  })
