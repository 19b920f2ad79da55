/** For the tests: a program that starts the cluster of the folder it is given, tells its address and waits to be killed. */
import { startCluster } from './cluster.ts'

const [dataDir = ''] = process.argv.slice(2)
const { url } = await startCluster({ dataDir, say: () => undefined })
process.stdout.write(`${url}\n`)
setInterval(() => undefined, 1000)
