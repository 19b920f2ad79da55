/** Validation at the door: a body must be right as it is; what comes as text in an address is read as what it is meant to be. */
import { Ajv, type Options, type ValidateFunction } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'
import type { FastifyValidationResult } from 'fastify/types/schema.js'
import type { ErrorBody, Words } from '#contract/endpoint.ts'
import { PLAIN } from '#contract/intake.ts'

const common: Options = { strict: false, useDefaults: true, allErrors: false }
// Coercion would read null as 0 and "" as false: in a body that is a mistake to be told, not to be guessed at.
const exact = new Ajv({ ...common, coerceTypes: false })
const fromText = new Ajv({ ...common, coerceTypes: 'array' })

/** Compiled when the first request needs it: all of them would hold up every start by a second. */
export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const rules = httpPart === 'body' ? exact : fromText
  let validate: ValidateFunction | undefined
  const check: FastifyValidationResult = (data) => {
    // Of a schema that it has compiled before, it answers the same.
    validate ??= rules.compile(schema)
    const isRight = validate(data)
    check.errors = validate.errors ?? null
    return isRight
  }
  return check
}

/** What is wrong with a value that came inside a body, as an error body; undefined where nothing is. */
export function problemWith(schema: object, value: unknown): ErrorBody | undefined {
  const validate = compiled.get(schema) ?? exact.compile(schema)
  compiled.set(schema, validate)
  if (validate(value)) return undefined
  return invalidBody('body', validate.errors?.[0])
}

const compiled = new WeakMap<object, ValidateFunction>()

type Problem = { instancePath?: string; keyword?: string; message?: string; params?: Record<string, unknown> }

/** `context`: the part of the request it was found in. */
export function invalidBody(context: string, problem: Problem | undefined, otherwise = ''): ErrorBody {
  const where = `${context}${problem?.instancePath ?? ''}`
  const { zh, en } = inWords(problem, otherwise)
  return {
    status: 400,
    code: 'invalid',
    message: { zh: `${where} 无效：${zh}`, en: `${where} is invalid: ${en}` },
    where,
  }
}

function inWords(problem: Problem | undefined, otherwise: string): Words {
  if (problem?.keyword === 'pattern' && problem.params?.pattern === PLAIN) {
    return {
      zh: '含有无法保存为文本的字符（NUL 或残缺的代理对）',
      en: 'it holds characters that are no text (NUL, or half of a surrogate pair)',
    }
  }
  const detail = problem?.message ?? otherwise
  return { zh: detail, en: detail }
}
