/** The demonstration's simulator process: moves the seeded units through the API at the address it is given. */
import { say } from './say.ts'
import { simulate } from './simulate.ts'

const [url = ''] = process.argv.slice(2)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort()
    process.exit(0)
  })
}
await simulate({ url, say, signal: stopping.signal })
