/** Looks at the ports before anything is started, so that a taken one is told at once and by its name. */
import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import type { Env } from '../server/env.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The environment with ports that are free. Throws in words when PORT, or a gateway's port asked for by name, is taken;
 * a gateway's usual port that another console holds is replaced, so that two consoles live side by side.
 */
export async function withFreePorts(
  env: Env,
  variables: Variables,
  say: (words: string) => void,
): Promise<Env> {
  if (!(await isFree(env.port, env.host))) throw new Error(takenWords('PORT', env.port))
  const gatewayPort = async (name: 'AIS_PORT' | 'JT808_PORT', port: number) => {
    if (await isFree(port, env.host)) return port
    if (variables[name]) throw new Error(takenWords(name, port))
    const other = await freePort(env.host)
    say(`Port ${port} (${name}) is taken; using ${other} instead. Choose one with ${name}=…`)
    return other
  }
  const aisPort = await gatewayPort('AIS_PORT', env.aisPort)
  return { ...env, aisPort, jt808Port: await gatewayPort('JT808_PORT', env.jt808Port) }
}

function takenWords(name: string, port: number): string {
  return [
    `Port ${port} is taken: another program, perhaps an earlier run of this one, listens on it.`,
    `Stop that program, or choose another port:  ${name}=${port + 1} npm run ${process.env.npm_lifecycle_event ?? 'demo'}`,
  ].join('\n')
}

/** Whether both TCP and UDP would let us listen: AIS comes by either. */
async function isFree(port: number, host: string): Promise<boolean> {
  return port === 0 || ((await listens(port, host)) !== undefined && (await binds(port, host)))
}

/** The port listened on for a moment; undefined when it is taken. */
function listens(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      answerTaken(error, () => resolve(undefined), reject),
    )
    probe.listen(port, host, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}

function binds(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    probe.once('error', (error: NodeJS.ErrnoException) => answerTaken(error, () => resolve(false), reject))
    probe.bind(port, host, () => probe.close(() => resolve(true)))
  })
}

function answerTaken(error: NodeJS.ErrnoException, taken: () => void, reject: (error: Error) => void): void {
  if (error.code === 'EADDRINUSE') taken()
  else if (error.code === 'EACCES') reject(new Error('Ports below 1024 belong to root: choose a higher one.'))
  else if (error.code === 'EADDRNOTAVAIL')
    reject(new Error('HOST names an address this machine does not have.'))
  else reject(error)
}

async function freePort(host: string): Promise<number> {
  for (;;) {
    const port = await listens(0, host)
    if (port !== undefined && (await binds(port, host))) return port
  }
}
