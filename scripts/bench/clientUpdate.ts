/** What one update of 10,000 units costs a console's main thread in a real browser: ours, and two usual ways beside it. */
import type { Page } from 'playwright-core'
import { launchBrowser } from '../../client/testing.browser.ts'
import { requireBrowser } from '../browser.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'
import type { BenchPage, Parts as TimedParts } from './clientUpdate.page.ts'
import { UNITS } from './clientUpdateUnits.ts'
import { type Figures, percentile, rounded } from './figures.ts'
import { servePage } from './servedPage.ts'

declare const page: BenchPage

type Subject = {
  readonly name: string
  readonly updates: number
  /** What the milliseconds contain. */
  readonly measured: string
}

/** Drawing is left out: the GPU of this browser is software. */
const onMainThread = 'main thread: wire to data, data to attributes and their upload; no drawing'
const subjects: readonly Subject[] = [
  { name: 'console', updates: 20, measured: onMainThread },
  { name: 'deck-objects', updates: 20, measured: onMainThread },
  {
    name: 'maplibre-geojson',
    updates: 4,
    measured: 'wire to data, setData until the source is loaded, worker included',
  },
]
/** The first updates measure the compiler. */
const WARM_UP_UPDATES = 4
const ALLOCATING_UPDATES = 3

export async function benchClientUpdate(parts: Parts, print: (figures: Figures) => void): Promise<void> {
  process.env.TEST_BROWSER = await requireBrowser(process.env, say)
  const url = await servePage(parts, 'scripts/bench/clientUpdate.page.ts')
  const browser = await launchBrowser()
  await parts.add(() => browser.close())
  for (const subject of subjects) {
    say(`${subject.name}: ${subject.updates} updates of ${UNITS} units …`)
    const tab = await browser.newPage({ viewport: { width: 512, height: 512 } })
    print(await measure(tab, url, subject))
    await tab.close()
  }
}

async function measure(tab: Page, url: string, { name, updates, measured }: Subject): Promise<Figures> {
  const failed = new Promise<never>((_, reject) => tab.on('pageerror', reject))
  failed.catch(() => {})
  const prepare = (times: number) => tab.evaluate((count: number) => page.prepare(count), times)
  const update = (times: number) =>
    Promise.race([failed, tab.evaluate((count: number) => page.update(count), times)])
  await tab.goto(url)
  await Promise.race([failed, tab.evaluate((chosen: string) => page.begin(chosen), name)])
  await prepare(WARM_UP_UPDATES)
  await update(WARM_UP_UPDATES)
  await prepare(ALLOCATING_UPDATES)
  const allocated = await allocatedIn(tab, () => update(ALLOCATING_UPDATES))
  await prepare(updates)
  const timed = await update(updates)
  const share = (of: (parts: TimedParts) => number, percent: number) =>
    rounded(
      percentile(
        timed.map((parts) => ({ ms: of(parts), count: 1 })),
        percent / 100,
      ),
      2,
    )
  return {
    subject: name,
    units: UNITS,
    updates,
    update_ms_p50: share(({ read, show }) => read + show, 50),
    update_ms_p95: share(({ read, show }) => read + show, 95),
    read_ms_p50: share(({ read }) => read, 50),
    show_ms_p50: share(({ show }) => show, 50),
    heap_bytes_per_update: rounded(allocated / ALLOCATING_UPDATES, 0),
    measured,
  }
}

type Sampled = { readonly selfSize: number; readonly children: readonly Sampled[] }

/** Bytes of script objects made meanwhile, those already collected included; flat arrays' own bytes are not among them. */
async function allocatedIn(tab: Page, work: () => Promise<unknown>): Promise<number> {
  const devtools = await tab.context().newCDPSession(tab)
  const collected = { includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true }
  await devtools.send('HeapProfiler.startSampling', { samplingInterval: 16_384, ...collected })
  await work()
  const { profile } = await devtools.send('HeapProfiler.stopSampling')
  await devtools.detach()
  return sizeOf(profile.head)
}

const sizeOf = ({ selfSize, children }: Sampled): number =>
  children.reduce((sum, child) => sum + sizeOf(child), selfSize)
