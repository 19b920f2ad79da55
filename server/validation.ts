/** Validation at the door: a body must be right as it is; what comes as text in an address is read as what it is meant to be. */
import { Ajv, type Options } from 'ajv'
import type { FastifySchemaCompiler } from 'fastify'

const common: Options = { strict: false, useDefaults: true, allErrors: false }
// Coercion would read null as 0 and "" as false: in a body that is a mistake to be told, not to be guessed at.
const exact = new Ajv({ ...common, coerceTypes: false })
const fromText = new Ajv({ ...common, coerceTypes: 'array' })

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? exact : fromText).compile(schema)
