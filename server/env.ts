/** The environment the program is started with, read once and checked: no other file of the server reads it. */
export type Env = {
  readonly port: number
  /** Interface to listen on; every one by default, so that phones in the field reach it. */
  readonly host: string
  /** PostgreSQL with PostGIS; unset: a cluster of our own under `dataDir`. */
  readonly databaseUrl: string | undefined
  /** Embedded database, photos, built chunks. */
  readonly dataDir: string
  readonly aisPort: number
  readonly jt808Port: number
  /** Unset: the gateway stays shut. */
  readonly h02Port: number | undefined
  readonly cotPort: number | undefined
  /** Time between two frames. */
  readonly tickMs: number
  /** Days a track is kept. */
  readonly historyDays: number
  /** Days it is kept in full; then one fix of each mover in ten seconds. */
  readonly historyFullDays: number
  /** Days until only one fix a minute is kept. */
  readonly historyTenSecondsDays: number
  /** Whether this is a demonstration: every screen says so. */
  readonly demo: boolean
  /** Password of the first administrator; unset: a random one, printed once. */
  readonly adminPassword: string | undefined
  readonly logLevel: string
}

type Variables = Readonly<Record<string, string | undefined>>

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Two days at least: the history of one day past is still written to by what is told late. */
const DAYS = [2, 36_500] as const

/** Throws naming each variable that is wrong, what it holds and what it may hold. */
export function readEnv(variables: Variables): Env {
  const wrong: string[] = []
  const read = <T>(take: (variables: Variables) => T): T | undefined => {
    try {
      return take(variables)
    } catch (error) {
      wrong.push((error as Error).message)
      return undefined
    }
  }
  const env = {
    port: read((v) => whole(v, 'PORT', 8080, [0, 65_535])),
    host: variables.HOST || '0.0.0.0',
    databaseUrl: read((v) => databaseUrl(v)),
    dataDir: variables.DATA_DIR || 'data/local',
    aisPort: read((v) => whole(v, 'AIS_PORT', 10_110, [0, 65_535])),
    jt808Port: read((v) => whole(v, 'JT808_PORT', 8808, [0, 65_535])),
    h02Port: read((v) => optionalPort(v, 'H02_PORT', 5013)),
    cotPort: read((v) => optionalPort(v, 'COT_PORT', 8087)),
    tickMs: read((v) => whole(v, 'TICK_MS', 100, [10, 10_000])),
    historyDays: read((v) => whole(v, 'HISTORY_DAYS', 90, DAYS)),
    historyFullDays: read((v) => whole(v, 'HISTORY_FULL_DAYS', 7, DAYS)),
    historyTenSecondsDays: read((v) => whole(v, 'HISTORY_TEN_SECONDS_DAYS', 30, DAYS)),
    demo: read((v) => flag(v, 'DEMO')),
    adminPassword: read((v) => password(v, 'ADMIN_PASSWORD')),
    logLevel: read((v) => oneOf(v, 'LOG_LEVEL', 'info', logLevels)),
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return env as Env
}

function whole(
  variables: Variables,
  name: string,
  otherwise: number,
  [least, most]: readonly [number, number],
): number {
  const text = variables[name]
  if (!text) return otherwise
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new Error(
    `${name}=${text} is not a whole number from ${least} to ${most}, such as ${name}=${otherwise}.`,
  )
}

/** Undefined where it is not set; `usual` is named in the complaint only. */
const optionalPort = (variables: Variables, name: string, usual: number): number | undefined =>
  variables[name] ? whole(variables, name, usual, [0, 65_535]) : undefined

function flag(variables: Variables, name: string): boolean {
  const text = variables[name] || '0'
  if (text === '0' || text === '1') return text === '1'
  throw new Error(`${name}=${text} is neither 1 (on) nor 0 (off).`)
}

function oneOf(variables: Variables, name: string, otherwise: string, allowed: readonly string[]): string {
  const text = variables[name] || otherwise
  if (allowed.includes(text)) return text
  throw new Error(`${name}=${text} is none of ${allowed.join(' ')}.`)
}

// Never repeated in the message: it holds a password.
function databaseUrl(variables: Variables): string | undefined {
  const text = variables.DATABASE_URL
  if (!text) return undefined
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text
  throw new Error('DATABASE_URL is no address such as postgres://user:password@host:5432/database.')
}

function password(variables: Variables, name: string): string | undefined {
  const text = variables[name]
  if (!text) return undefined
  if (text.length >= 10) return text
  throw new Error(`${name} has fewer than 10 characters: choose a longer one.`)
}
