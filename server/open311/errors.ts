/** The specification's errors: a list of {code, description}, in the format that was asked for. */
import type { ErrorBody } from '#contract/endpoint.ts'
import { Refused } from '../errors.ts'
import { document, element, fieldElements } from './xml.ts'

export type Format = 'json' | 'xml'

export type Open311Error = { readonly code: number; readonly description: string }

/** In English, the language of the specification; Chinese follows for the people behind the client. */
export const toErrors = ({ status, message }: ErrorBody): Open311Error[] => [
  { code: status, description: message.en === message.zh ? message.en : `${message.en} (${message.zh})` },
]

export const errorsXml = (errors: readonly Open311Error[]): string =>
  document(
    element(
      'errors',
      errors.map((error) => element('error', fieldElements(error))),
    ),
  )

/** 400: a field is missing or is not what it should be. */
export const badField = (name: string, en: string, zh: string) =>
  new Refused(400, 'invalid', { en: `${name}: ${en}`, zh }, `body/${name}`)

export const notFound = (what: string, value: string) =>
  new Refused(404, 'not_found', { en: `${what} "${value}" was not found`, zh: `未找到 ${what}` })

export const noApiKey = () =>
  new Refused(403, 'no_key', {
    en: "Missing or invalid api_key received -- can't proceed with create_request.",
    zh: '缺少有效的 api_key',
  })
