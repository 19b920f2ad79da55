/** A database of the bench's own, gone afterwards: nothing is measured on, or left in, anybody's data. */
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../server/cluster/cluster.ts'
import { migrate } from '../../server/migrate.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'

export type BenchDatabase = {
  readonly url: string
  readonly dataDir: string
  /** CPU seconds that all its processes have used so far; NaN where this machine does not tell. */
  cpu(): Promise<number>
}

export async function benchDatabase(parts: Parts): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'jianghe-bench-'))
  // So that the account that runs PostgreSQL for root can enter, and all of it lies where it is removed again.
  await chmod(dataDir, 0o755)
  await parts.add(() => rm(dataDir, { recursive: true, force: true }))
  const cluster = await startCluster({ dataDir, say })
  await parts.add(() => cluster.stop())
  await migrate(cluster.url, () => {})
  return { url: cluster.url, dataDir, cpu: () => clusterCpu(dataDir) }
}

/** From /proc: the postmaster with the children it has buried, and its living ones. */
async function clusterCpu(dataDir: string): Promise<number> {
  try {
    const file = (await readdir(dataDir, { recursive: true })).find((name) => name.endsWith('postmaster.pid'))
    const postmaster = (await readFile(join(dataDir, file ?? ''), 'utf8')).split('\n')[0]
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const all = await Promise.all(pids.map(statOf))
    let ticks = 0
    for (const stat of all) {
      if (!stat) continue
      if (stat.pid === postmaster) ticks += stat.own + stat.buried
      else if (stat.parent === postmaster) ticks += stat.own
    }
    return ticks / TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}

/** USER_HZ, 100 on every Linux there is. */
const TICKS_PER_SECOND = 100

async function statOf(pid: string) {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  // After the name, which may hold spaces: state, parent, … utime, stime, cutime, cstime as the 12th to the 15th.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number)
  return { pid, parent: fields[1], own: utime + stime, buried: cutime + cstime }
}
