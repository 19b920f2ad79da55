/** A taken port is told before anything starts. */
import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { readEnv } from '../server/env.ts'
import { withFreePorts } from './ports.ts'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

test('a taken PORT is refused, and the words name another', async () => {
  const port = await takePort()
  const variables = { PORT: String(port), AIS_PORT: '0', JT808_PORT: '0' }
  await expect(withFreePorts(readEnv(variables), variables, () => undefined)).rejects.toThrow(
    new RegExp(`Port ${port} is taken(.|\n)*PORT=${port + 1} npm`),
  )
})

test("a gateway's usual port that another console holds is replaced", async () => {
  const port = await takePort()
  const said: string[] = []
  const env = { ...readEnv({ PORT: '0', JT808_PORT: '0' }), aisPort: port }
  const { aisPort } = await withFreePorts(env, {}, (words) => said.push(words))
  expect(aisPort).not.toBe(port)
  expect(said).toEqual([
    `Port ${port} (AIS_PORT) is taken; using ${aisPort} instead. Choose one with AIS_PORT=…`,
  ])
})

test("a gateway's port asked for by name is not replaced", async () => {
  const port = await takePort()
  const variables = { PORT: '0', AIS_PORT: String(port), JT808_PORT: '0' }
  await expect(withFreePorts(readEnv(variables), variables, () => undefined)).rejects.toThrow(
    `Port ${port} is taken`,
  )
})

function takePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    open.push(server)
    server.listen(0, '0.0.0.0', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
