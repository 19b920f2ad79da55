/** A database of the bench's own, gone afterwards: nothing is measured on, or left in, anybody's data. */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../server/cluster/cluster.ts'
import { migrate } from '../../server/migrate.ts'
import type { Parts } from '../parts.ts'
import { say } from '../say.ts'

export async function benchDatabase(parts: Parts): Promise<{ url: string; dataDir: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'jianghe-bench-'))
  // So that the account that runs PostgreSQL for root can enter, and all of it lies where it is removed again.
  await chmod(dataDir, 0o755)
  await parts.add(() => rm(dataDir, { recursive: true, force: true }))
  const cluster = await startCluster({ dataDir, say })
  await parts.add(() => cluster.stop())
  await migrate(cluster.url, () => {})
  return { url: cluster.url, dataDir }
}
