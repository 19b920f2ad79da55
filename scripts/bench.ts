/** `npm run -s bench -- [name] [--units n …]`: measures, and prints JSON lines on stdout and nothing else there. */
import { parseArgs } from 'node:util'
import { benchClientUpdate } from './bench/clientUpdate.ts'
import { benchCoverage } from './bench/coverage.ts'
import { benchCommands } from './bench/dispatches.ts'
import { benchFanout } from './bench/fanout.ts'
import type { Figures } from './bench/figures.ts'
import { benchHotspots } from './bench/hotspots.ts'
import { benchIngest } from './bench/ingest.ts'
import { benchJson } from './bench/json.ts'
import { benchNearest } from './bench/nearest.ts'
import { benchRecommend } from './bench/recommend.ts'
import { benchReplayChunk } from './bench/replayChunk.ts'
import { benchReplaySeek } from './bench/replaySeek.ts'
import { benchRules } from './bench/rules.ts'
import { benchScale } from './bench/scale.ts'
import { benchStrain } from './bench/strain.ts'
import { benchTiles } from './bench/tiles.ts'
import { type Parts, runOnce } from './parts.ts'

/** Sizes other than the usual, for long runs: numbers by their name. */
export type Sizes = Readonly<Partial<Record<(typeof sizes)[number], number>>>
const sizes = ['units', 'consoles', 'seconds', 'tick'] as const

type Bench = (parts: Parts, print: (figures: Figures) => void, sizes: Sizes) => Promise<void>

const benches: Readonly<Record<string, Bench>> = {
  fanout: benchFanout,
  strain: benchStrain,
  scale: benchScale,
  json: benchJson,
  ingest: benchIngest,
  nearest: benchNearest,
  commands: benchCommands,
  recommend: benchRecommend,
  tiles: benchTiles,
  'replay-chunk': benchReplayChunk,
  'replay-seek': benchReplaySeek,
  rules: benchRules,
  coverage: benchCoverage,
  hotspots: benchHotspots,
  'client-update': benchClientUpdate,
}

await runOnce(async (parts) => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: Object.fromEntries(sizes.map((size) => [size, { type: 'string' }] as const)),
  })
  const [name] = positionals
  const chosen = name === undefined ? Object.keys(benches) : [name]
  const asked = Object.fromEntries(
    Object.entries(values).map(([size, text]) => [size, wholeNumber(size, text)]),
  )
  for (const each of chosen) {
    const bench = benches[each]
    if (!bench) throw new Error(`There is no bench "${each}". There are: ${Object.keys(benches).join(', ')}`)
    const print = (figures: Figures) =>
      void process.stdout.write(`${JSON.stringify({ bench: each, ...figures })}\n`)
    await bench(parts, print, asked)
  }
})

function wholeNumber(size: string, text: unknown): number {
  if (typeof text === 'string' && /^[1-9]\d*$/.test(text)) return Number(text)
  throw new Error(`--${size} ${text} is no whole number above 0, such as --${size} 100`)
}
