/** For tests: a line to the server that can be cut, and that can hang. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net'

export type Line = {
  /** The address of the server through this line. */
  readonly url: string
  /** Breaks every connection and lets none through until mended. */
  cut(): void
  /** Forwards nothing either way until mended, and closes nothing: a radio link in a tunnel. What was sent meanwhile comes late. */
  hang(): void
  mend(): void
  close(): void
}

/** A TCP relay to the server: cutting it is what a pulled cable is to the browser. */
export async function openLine(to: number): Promise<Line> {
  const pairs = new Set<Pair>()
  let state: 'whole' | 'cut' | 'hung' = 'whole'
  const settle = (pair: Pair) => {
    if (state === 'hung') return
    if (pair.near.closed || pair.far.closed) breakOff(pair)
    else unite(pair)
  }
  const relay: Server = createServer({ noDelay: true }, (near) => {
    if (state === 'cut') return near.destroy()
    const pair = { near, far: dial(to, '127.0.0.1') }
    pairs.add(pair)
    for (const socket of [pair.near, pair.far]) {
      socket.on('error', () => {})
      socket.on('close', () => settle(pair))
    }
    settle(pair)
  })
  const breakOff = (pair: Pair) => {
    pairs.delete(pair)
    pair.near.destroy()
    pair.far.destroy()
  }
  const breakAll = () => {
    for (const pair of pairs) breakOff(pair)
  }
  await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(relay.address() as { port: number }).port}`,
    cut() {
      state = 'cut'
      breakAll()
    },
    hang() {
      state = 'hung'
      for (const pair of pairs) part(pair)
    },
    mend() {
      const hung = state === 'hung'
      state = 'whole'
      if (hung) for (const pair of pairs) settle(pair)
    },
    close() {
      breakAll()
      relay.close()
    },
  }
}

type Pair = { readonly near: Socket; readonly far: Socket }

const unite = ({ near, far }: Pair) => near.pipe(far).pipe(near)
const part = ({ near, far }: Pair) => {
  near.unpipe(far)
  far.unpipe(near)
}
