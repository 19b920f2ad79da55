/** Which client build this server serves: a console of another one reloads itself after an update. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { root } from '../root.ts'

/** index.html names every script by its hash, so its own hash names the build; `none` where nothing is built. */
export async function clientBuild(): Promise<string> {
  try {
    const page = await readFile(resolve(root, 'client/dist/index.html'))
    return createHash('sha256').update(page).digest('hex').slice(0, 12)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return 'none'
  }
}
