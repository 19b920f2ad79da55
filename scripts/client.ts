/** Sees to it that the client is built before a server serves it. */
import { isClientBuilt } from './build.ts'
import { startScript } from './child.ts'

/** Builds in a process of its own: Vite would leave its NODE_ENV behind in ours. */
export async function requireClient(): Promise<void> {
  if (isClientBuilt()) return
  const code = await startScript('scripts/build.ts', [], { NODE_ENV: 'production' }).ended
  if (code !== 0) throw new Error('The client could not be built: see above.')
}
