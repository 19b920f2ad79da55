/** The reader in a worker of its own: takes what is asked, one at a time, and between two of them reads ahead. */
import { createReader } from './reader.ts'
import type { Answer, Asked } from './remoteReader.ts'

const reader = createReader()
const waiting: Asked[] = []
let running = false

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  waiting.push(data)
  if (!running) void run()
}

/** Whatever waits comes first; reading ahead is for when nobody asks. */
async function run(): Promise<void> {
  running = true
  for (;;) {
    const asked = waiting.shift()
    if (asked) await answer(asked)
    else if (!reader.prepare()) break
    // Lets in what has come meanwhile.
    else await new Promise((done) => setTimeout(done))
  }
  running = false
}

async function answer({ id, ask }: Asked): Promise<void> {
  try {
    const found = await answerTo(ask)
    tell({ id, found }, found)
  } catch (error) {
    tell({ id, failed: String(error) })
  }
}

function answerTo(ask: Asked['ask']): Promise<unknown> {
  if (ask.what === 'open') return reader.open(ask.key, ask.bytes, ask.receipts)
  if (ask.what === 'picture') return reader.picture(ask.key, ask.at, ask.anew)
  if (ask.what === 'trails') return reader.trails(ask.key, ask.trailed)
  reader.close(ask.key)
  return Promise.resolve()
}

/** What is large changes hands and is not copied. */
function tell(answer: Answer, found?: unknown): void {
  const columns = typeof found === 'object' && found !== null ? Object.values(found) : []
  const buffers = columns.filter((each) => ArrayBuffer.isView(each)).map(({ buffer }) => buffer)
  postMessage(answer, { transfer: buffers as ArrayBuffer[] })
}
