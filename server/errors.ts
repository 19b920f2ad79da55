/** Refusals, written for people in both languages, and the one error handler. */

import type { FastifyError, FastifyInstance } from 'fastify'
import { Counter, type Registry } from 'prom-client'
import type { ErrorBody, Words } from '#contract/endpoint.ts'
import { invalidBody } from './validation.ts'

/** Expected and told to the person: what, why, and what to do. Nothing of the refused command has taken effect. */
export class Refused extends Error {
  readonly body: ErrorBody
  constructor(status: number, code: string, message: Words, where?: string) {
    super(message.en)
    this.body = where === undefined ? { status, code, message } : { status, code, message, where }
  }
}

/** Turns whatever a route threw into the one error shape; only what nobody expected is logged. */
export function handleErrors(app: FastifyInstance, metrics: Registry): void {
  const refusals = new Counter({
    name: 'requests_refused_total',
    help: 'Requests answered with an error, by its code',
    labelNames: ['status', 'code'],
    registers: [metrics],
  })
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const body = errorBody(error)
    refusals.inc({ status: body.status, code: body.code })
    if (body.status >= 500) request.log.error({ err: error }, 'unexpected error')
    return reply.code(body.status).send(body)
  })
}

export function errorBody(error: FastifyError): ErrorBody {
  if (error instanceof Refused) return error.body
  if (error.validation) return invalid(error)
  if (isDatabaseAway(error)) {
    return {
      status: 503,
      code: 'database_away',
      message: {
        zh: '数据库暂时无法访问，未保存任何内容，请稍后重试',
        en: 'The database cannot be reached; nothing was saved. Try again shortly',
      },
    }
  }
  const status = error.statusCode ?? 500
  if (status === 429)
    return { status, code: 'too_many', message: { zh: '请求过于频繁，请稍候再试', en: error.message } }
  if (status < 500)
    return {
      status,
      code: error.code ?? 'refused',
      message: { zh: `请求无效：${error.message}`, en: error.message },
    }
  return {
    status: 500,
    code: 'unexpected',
    message: {
      zh: '服务器出现意外错误，已记录',
      en: 'Something unexpected failed on the server; it has been logged',
    },
  }
}

function invalid(error: FastifyError): ErrorBody {
  const first = error.validation?.[0]
  const missing = first?.params?.missingProperty
  const missingKey = error.validationContext === 'headers' && missing === 'idempotency-key'
  if (missingKey) {
    return {
      status: 400,
      code: 'key_missing',
      message: {
        zh: '缺少 Idempotency-Key 请求头：每个命令须带一个新的随机键',
        en: 'The Idempotency-Key header is missing: send a fresh random key with every command',
      },
      where: 'headers/idempotency-key',
    }
  }
  return invalidBody(error.validationContext ?? 'body', first, error.message)
}

// SQLSTATE classes 08 (connection), 57P (shutdown) and the socket's own errors.
const awayCodes = /^(08|57P0|53300|ECONN|EPIPE|ENOENT|ETIMEDOUT)/
const isDatabaseAway = (error: FastifyError): boolean =>
  awayCodes.test(error.code ?? '') ||
  /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
