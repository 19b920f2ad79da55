/** `npm run -s bench -- [name]`: measures, and prints JSON lines on stdout and nothing else there. */

import type { Figures } from './bench/figures.ts'
import { benchIngest } from './bench/ingest.ts'
import { benchLive } from './bench/live.ts'
import { type Parts, runOnce } from './parts.ts'

const benches: Readonly<Record<string, (parts: Parts, print: (figures: Figures) => void) => Promise<void>>> =
  {
    live: benchLive,
    ingest: benchIngest,
  }

await runOnce(async (parts) => {
  const [name] = process.argv.slice(2)
  const chosen = name === undefined ? Object.keys(benches) : [name]
  for (const each of chosen) {
    const bench = benches[each]
    if (!bench) throw new Error(`There is no bench "${each}". There are: ${Object.keys(benches).join(', ')}`)
    await bench(parts, (figures) => process.stdout.write(`${JSON.stringify({ bench: each, ...figures })}\n`))
  }
})
