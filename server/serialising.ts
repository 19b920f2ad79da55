/** Answers written as their schemas say. A schema is compiled when its first answer needs it: all of them would hold up every start by two seconds. */
import SerializerSelector from '@fastify/fast-json-stringify-compiler'

type Factory = ReturnType<typeof SerializerSelector>
type Serialise = ReturnType<ReturnType<Factory>>

const build: Factory = SerializerSelector()

/** For Fastify's `compilersFactory`. Many endpoints answer with the same noun: it is compiled once for all of them. */
export const buildSerializer: Factory = (schemas, options) => {
  const compile = build(schemas, options)
  return (route) => {
    const schema = route.schema as object
    let serialise: Serialise | undefined
    return (answer) => {
      serialise ??= known(schema, () => compile(route))
      return serialise(answer)
    }
  }
}

const compiled = new WeakMap<object, Serialise>()

function known(schema: object, compile: () => Serialise): Serialise {
  const before = compiled.get(schema)
  if (before) return before
  const fresh = compile()
  compiled.set(schema, fresh)
  return fresh
}
