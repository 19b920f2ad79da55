/** `npm run check`: the linter and the type checker over the whole project. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { say } from './say.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Both run to their end, so that one look shows everything that is wrong. */
const checks = {
  Biome: ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  TypeScript: ['typescript/bin/tsc', '-p', '.'],
}

let wrong = false
for (const [name, [program = '', ...args]] of Object.entries(checks)) {
  say(`${name} …`)
  const child = spawn(process.execPath, [`node_modules/${program}`, ...args], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  if (code !== 0) wrong = true
}
say(wrong ? 'Something is wrong: see above.' : 'All in order.')
process.exitCode = wrong ? 1 : 0
