/** Schemas are compiled when they are first needed. Here all of them are, so that no console is the first to meet a broken one. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import SerializerSelector from '@fastify/fast-json-stringify-compiler'
import { expect, test } from 'vitest'
import { root } from './root.ts'
import { buildSerializer } from './serialising.ts'
import { validatorCompiler } from './validation.ts'

type Endpoint = {
  readonly method: string
  readonly url: string
  readonly schema: Readonly<Record<string, object>>
}

const isEndpoint = (thing: unknown): thing is Endpoint =>
  typeof thing === 'object' && thing !== null && 'method' in thing && 'url' in thing && 'schema' in thing

const parts = ['body', 'querystring', 'params', 'headers'] as const

async function endpoints(): Promise<Endpoint[]> {
  const folder = join(root, 'server/contract')
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const modules = await Promise.all(files.map((name) => import(/* @vite-ignore */ join(folder, name))))
  return modules.flatMap((each: object) => Object.values(each).filter(isEndpoint))
}

test('every schema of the contract can be compiled', async () => {
  const all = await endpoints()
  expect(all.length).toBeGreaterThan(80)
  const serializerOf = SerializerSelector()({}, {})
  for (const { method, url, schema } of all) {
    for (const httpPart of parts) {
      const part = schema[httpPart]
      // Whatever it says of this: it had to be compiled to say it.
      if (part) validatorCompiler({ schema: part, method, url, httpPart })({})
    }
    for (const [httpStatus, answer] of Object.entries(schema.response ?? {})) {
      serializerOf({ schema: answer, method, url, httpStatus })
    }
  }
})

test('what an answer’s schema does not name is left out, by each endpoint that shares the schema', () => {
  const schema = { type: 'object', properties: { name: { type: 'string' } } }
  const serializerOf = buildSerializer({}, {})
  const answers = ['/a', '/b'].map((url) =>
    serializerOf({ schema, method: 'GET', url, httpStatus: '200' })({ name: '外滩', secret: 1 }),
  )
  expect(answers).toEqual(['{"name":"外滩"}', '{"name":"外滩"}'])
})
