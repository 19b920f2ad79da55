/** Runs one of the scripts on a bare checkout: looks at Node, installs what is missing, then hands over, signals and all. */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const oldestNode = [20, 19]

// Everything said here goes to stderr: stdout belongs to the script, whose answer may be piped on.
const say = (words) => process.stderr.write(`${words}\n`)

const [name = '', ...args] = process.argv.slice(2)
refuseOldNode()
const script = scriptNamed(name)
if (!isInstalled()) await install()
handOver(script, args)

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  say(
    `This is Node ${process.versions.node}; ${oldestNode.join('.')} or newer is needed. Get Node 24 from https://nodejs.org`,
  )
  process.exit(1)
}

function scriptNamed(name) {
  const places = [`scripts/${name}.ts`, `scripts/${name}/main.ts`, `scripts/${name}/index.ts`]
  const found = /^[a-z]+$/.test(name) && places.find((place) => existsSync(join(root, place)))
  if (found) return found
  say(`There is no script "${name}" in scripts/.`)
  process.exit(1)
}

/** npm writes the inner lock file last: it tells a whole installation of this lock file from an older or a broken one. */
function isInstalled() {
  const installed = packagesOf('node_modules/.package-lock.json')
  const wanted = packagesOf('package-lock.json')
  if (!installed || !wanted) return false
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true
    const there = installed[place]
    // Packages for other systems are in the lock file and rightly not here.
    return there ? there.version === version && there.integrity === integrity : optional === true
  })
}

function packagesOf(file) {
  const path = join(root, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : undefined
}

async function install() {
  const count = Object.keys(packagesOf('package-lock.json') ?? {}).length - 1
  say(`Installing ${count} packages (npm ci) …`)
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const heartbeat = setInterval(() => say(`  … still installing, ${seconds()} s`), 5000)
  // `npm run -s` would silence the errors of this npm as well.
  const code = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=notice'])
  clearInterval(heartbeat)
  if (code === 0) return say(`Installed in ${seconds()} s.`)
  say(
    'npm ci failed: see its words above. It needs the package registry once; after that nothing is fetched.',
  )
  process.exit(1)
}

function runNpm(args) {
  // Under npm its own path is known; this also spares Windows a shell.
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const child = spawn(program, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: program === 'npm',
  })
  return ended(child)
}

function handOver(script, args) {
  const leash = new URL('leash.mjs', import.meta.url).href
  const child = spawn(process.execPath, ['--import', leash, '--import', 'tsx', script, ...args], {
    cwd: root,
    // The channel carries no words: when we die, however hard, it closes, and leash.mjs ends the script.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  watchParent(() => child.kill('SIGTERM'))
  ended(child).then((code) => process.exit(code))
}

/** A killed npm tells its children nothing: they only get another parent. */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const shell = process.ppid
  // npm starts us through `sh -c "node scripts/ready.mjs …"`; some shells stay between us, others become us.
  const npm = /ready\.mjs/.test(ask(shell, 'command')) ? ask(shell, 'ppid') : undefined
  const watch = setInterval(() => {
    if (process.ppid === shell && (npm === undefined || ask(shell, 'ppid') === npm)) return
    clearInterval(watch)
    onGone()
  }, 1000)
  watch.unref()
}

/** What the system tells about a process: its parent's number, or its command line. */
function ask(pid, what) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' })
    if (what === 'command') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
  } catch {
    return '' // it has ended
  }
}

function ended(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(error.message)
      resolve(1)
    })
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}
