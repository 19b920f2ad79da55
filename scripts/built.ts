/** Sees to it that client and server are built before they are run. */
import { isBuilt } from './build.ts'
import { startScript } from './child.ts'

/** Builds in a process of its own: Vite would leave its NODE_ENV behind in ours. */
export async function requireBuilt(): Promise<void> {
  if (isBuilt()) return
  const code = await startScript('scripts/build.ts', [], { NODE_ENV: 'production' }).ended
  if (code !== 0) throw new Error('The console could not be built: see above.')
}
