/** The browser for the tests: one that is installed, one we may install, or the exact command that gets one. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { run } from '../server/cluster/run.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** Path of a Chrome, Chromium or Edge that starts. Throws in words: browser tests are never skipped in silence. */
export async function requireBrowser(variables: Variables, say: (words: string) => void): Promise<string> {
  const asked = variables.TEST_BROWSER || variables.CHROME
  if (asked) {
    if (starts(asked)) return asked
    throw new Error(`CHROME=${asked} is not a browser that starts. Unset it, or name one that does.`)
  }
  const found = findBrowser(variables)
  if (found) return found
  if (process.getuid?.() === 0 && isDebian()) await installChromium(say)
  const installed = findBrowser(variables)
  if (installed) return installed
  throw new Error(
    `The browser tests need Chrome, Chromium or Edge, and none was found. Install one with\n    ${command()}\nor name one:  CHROME=/path/to/chrome npm test`,
  )
}

export function findBrowser(variables: Variables): string | undefined {
  return candidates(variables).find((path) => existsSync(path) && starts(path))
}

function candidates(variables: Variables): string[] {
  if (process.platform === 'darwin') return macBrowsers()
  if (process.platform === 'win32') return windowsBrowsers(variables)
  const names = [
    'google-chrome',
    'google-chrome-stable',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
    'microsoft-edge-stable',
  ]
  const folders = [...(variables.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin']
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    ...playwrightBrowsers(join(homedir(), '.cache/ms-playwright'), [
      'chrome-linux/chrome',
      'chrome-linux64/chrome',
    ]),
  ]
}

function macBrowsers(): string[] {
  const names = ['Google Chrome', 'Chromium', 'Microsoft Edge']
  const folders = ['/Applications', join(homedir(), 'Applications')]
  return [
    ...folders.flatMap((folder) => names.map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`))),
    ...playwrightBrowsers(join(homedir(), 'Library/Caches/ms-playwright'), [
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ]),
  ]
}

function windowsBrowsers(variables: Variables): string[] {
  const folders = [variables.PROGRAMFILES, variables['PROGRAMFILES(X86)'], variables.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  )
  const programs = [
    'Google/Chrome/Application/chrome.exe',
    'Chromium/Application/chrome.exe',
    'Microsoft/Edge/Application/msedge.exe',
  ]
  return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
}

/** What `npx playwright-core install chromium` left behind. */
function playwrightBrowsers(folder: string, programs: readonly string[]): string[] {
  if (!existsSync(folder)) return []
  const versions = readdirSync(folder)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse()
  return versions.flatMap((version) => programs.map((program) => join(folder, version, program)))
}

/** A file that is there may still not start: Ubuntu's chromium-browser only points to a snap. */
function starts(path: string): boolean {
  if (process.platform === 'win32') return existsSync(path) // there the question would open a window
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0
}

/** Debian has Chromium as a package; Ubuntu's is a snap, which does not run in containers nor as root. */
function isDebian(): boolean {
  return existsSync('/usr/bin/apt-get') && osRelease('ID') === 'debian'
}

function osRelease(field: string): string | undefined {
  if (!existsSync('/etc/os-release')) return undefined
  return new RegExp(`^${field}="?([^"\n]*)"?$`, 'm').exec(readFileSync('/etc/os-release', 'utf8'))?.[1]
}

async function installChromium(say: (words: string) => void): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const onLine = (line: string) => {
    if (/^(Get:|Unpacking|Setting up)/.test(line)) say(`  ${line}`)
  }
  say('Installing Chromium for the browser tests (apt-get install chromium) …')
  await run('apt-get', ['update'], { env, onLine })
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env, onLine })
}

function command(): string {
  if (process.platform === 'darwin') return 'brew install --cask google-chrome'
  if (process.platform === 'win32') return 'winget install Google.Chrome'
  if (isDebian()) return 'sudo apt-get update && sudo apt-get install -y chromium'
  if (existsSync('/usr/bin/dnf')) return 'sudo dnf install chromium'
  if (existsSync('/usr/bin/pacman')) return 'sudo pacman -S chromium'
  return 'npx playwright-core install --with-deps chromium'
}
