/** The page of the bench beside it: 10,000 units that all moved, given to the screen in three ways. */
import { consoleWay } from './clientUpdateConsole.ts'
import { geojsonWay, objectsWay } from './clientUpdatePeers.ts'

/** One way to show that everybody moved. */
export type Way = {
  /** Resolves when the first picture is there. */
  begin(container: HTMLElement): Promise<void>
  /** Makes what so many updates will be told of; not timed. */
  prepare(updates: number): void
  /** From what came over the wire to what is kept; timed. */
  read(): void
  /** From what is kept to the GPU's queue; timed. A promise where the work is done elsewhere. */
  show(): void | Promise<void>
  /** Waits until the update is drawn; not timed. */
  settle(): Promise<void>
  /** Throws where the last update did not arrive. */
  check(): void
}

export type Parts = { readonly read: number; readonly show: number }

const ways: Readonly<Record<string, () => Way>> = {
  console: consoleWay,
  'deck-objects': objectsWay,
  'maplibre-geojson': geojsonWay,
}
let way: Way

const page = {
  async begin(name: string) {
    const container = document.querySelector<HTMLElement>('#map')
    const make = ways[name]
    if (!container || !make) throw new Error(`There is no way called ${name}`)
    way = make()
    await way.begin(container)
  },
  prepare: (updates: number) => way.prepare(updates),
  /** Milliseconds of the two parts of each update. */
  async update(times: number): Promise<Parts[]> {
    const all: Parts[] = []
    for (let i = 0; i < times; i++) {
      const began = performance.now()
      way.read()
      const read = performance.now()
      const done = way.show()
      // Awaiting what is done already would time the event loop.
      if (done) await done
      all.push({ read: read - began, show: performance.now() - read })
      await way.settle()
    }
    way.check()
    return all
  },
}
export type BenchPage = typeof page
Object.assign(window, { page })
