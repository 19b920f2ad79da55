/** POST service request: the fields checked, then through the door of all feeds. */
import type { LngLat } from '#contract/endpoint.ts'
import { type Complainant, PLAIN } from '#contract/intake.ts'
import type { SourceKey } from '#contract/sources.ts'
import { OpenTicket } from '#contract/tickets.ts'
import { takeReport } from '../arrivals/take.ts'
import type { Db } from '../db.ts'
import { Refused } from '../errors.ts'
import { actorOf } from '../sources/keys.ts'
import { problemWith } from '../validation.ts'
import { badField, notFound } from './errors.ts'
import type { Fields } from './fields.ts'
import { attributesOf, type ServiceAttribute, services } from './queries.ts'

/** A ticket's number; or, while its place waits for a person, the token to ask for it. */
export type Posted =
  | {
      readonly service_request_id: string
      readonly service_notice: string
      readonly account_id: string | null
    }
  | { readonly token: string; readonly service_notice: string; readonly account_id: string | null }

export async function postRequest(
  tx: Db,
  { fields, attributes }: Fields,
  key: SourceKey,
  now: number,
): Promise<Posted> {
  const { service_code: category, description: text = '', account_id = null } = fields
  if (category === undefined) throw badField('service_code', 'was not provided', '缺少 service_code')
  const service = (await services(tx)).find(({ code }) => code === category)
  if (!service) throw notFound('service_code', category.slice(0, 20))
  const place = placeOf(fields)
  const address = fields.address_string ?? fields.address_id
  if (!place && address === undefined)
    throw badField(
      'lat',
      'give lat and long, address_string or address_id',
      '须提供 lat 与 long，或 address_string、address_id',
    )
  checkAttributes(await attributesOf(tx, category), attributes)

  const told = {
    category,
    text: text || service.name,
    address: address ?? `${fields.lat}, ${fields.long}`,
    happenedAt: now,
  }
  const complainant = complainantOf(fields)
  const problem = problemWith(OpenTicket, {
    ...told,
    place: place ?? [121, 31],
    ...(complainant ? { complainant } : {}),
  })
  if (problem) throw new Refused(400, problem.code, problem.message, problem.where)
  const mediaUrl = mediaUrlOf(fields)
  const taken = await takeReport(
    tx,
    {
      ...told,
      source: 'open311',
      externalId: null,
      place,
      complainant,
      origin: {
        name: key.name,
        ...(mediaUrl === undefined ? {} : { mediaUrl }),
        ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
      },
    },
    actorOf(key),
    now,
  )
  return taken.ticket
    ? { service_request_id: taken.ticket.code, service_notice: FILED, account_id }
    : { token: tokenOf(taken.arrival.id), service_notice: HELD, account_id }
}

const FILED = '已受理。The request is filed; ask for its status by its number.'
const HELD = '地址须由人工落点。Somebody will find its place; ask for its number by this token.'

/** What waits for a person has no number yet. */
const tokenOf = (arrival: number): string => `A${arrival}`
export const arrivalOfToken = (token: string): number | undefined => {
  const digits = /^A([1-9]\d{0,8})$/.exec(token)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function placeOf({ lat, long }: Fields['fields']): LngLat | null {
  if (lat === undefined && long === undefined) return null
  if (lat === undefined || long === undefined)
    throw badField(lat === undefined ? 'lat' : 'long', 'was not provided', 'lat 与 long 须同时提供')
  return [degrees('long', long, 180), degrees('lat', lat, 90)]
}

function degrees(name: string, text: string, most: number): number {
  const value = /^\s*[+-]?\d{1,3}(\.\d{1,20})?\s*$/.test(text) ? Number(text) : Number.NaN
  if (Math.abs(value) <= most) return value
  throw badField(name, `is no number of degrees up to ${most}`, `${name} 须为不超过 ${most} 的度数`)
}

function complainantOf({ first_name, last_name, phone, email }: Fields['fields']): Complainant | undefined {
  const name = [last_name, first_name].filter(Boolean).join(' ')
  const reached = phone ?? email ?? ''
  return name || reached ? { name, phone: reached } : undefined
}

/** Recorded, never fetched: whoever opens it does so by hand. */
function mediaUrlOf({ media_url }: Fields['fields']): string | undefined {
  if (media_url === undefined) return undefined
  if (media_url.length <= 2000 && /^https?:\/\/[\x21-\x7e]+$/i.test(media_url.trim())) return media_url.trim()
  throw badField(
    'media_url',
    'must be an http or https address of at most 2000 characters',
    'media_url 须为 http(s) 地址',
  )
}

const MOST_TEXT = 1000
const TEXT = new RegExp(PLAIN, 'u')

/** Attributes nobody asked for are kept as they came; those asked for must be there, and be what the definition says. */
function checkAttributes(asked: readonly ServiceAttribute[], given: Fields['attributes']): void {
  if (Object.keys(given).length > 50) throw badField('attribute', 'at most 50', '扩展属性最多 50 项')
  for (const [code, value] of Object.entries(given)) {
    const texts = [value].flat()
    if (!TEXT.test(code) || texts.some((text) => text.length > MOST_TEXT || !TEXT.test(text)))
      throw badField(
        'attribute',
        `must be plain text of at most ${MOST_TEXT} characters`,
        '扩展属性须为不超过 1000 字的文本',
      )
  }
  for (const { code, required, datatype, choices } of asked) {
    const value = given[code]
    if (value === undefined) {
      if (required) throw badField(`attribute[${code}]`, 'was not provided', `缺少 attribute[${code}]`)
      continue
    }
    if (!fits([value].flat(), datatype, choices))
      throw badField(
        `attribute[${code}]`,
        `is no ${datatype} of the definition`,
        `attribute[${code}] 不符合定义`,
      )
  }
}

function fits(
  values: readonly string[],
  datatype: ServiceAttribute['datatype'],
  choices: ServiceAttribute['choices'],
): boolean {
  if (datatype !== 'multivaluelist' && values.length !== 1) return false
  if (datatype.endsWith('list')) return values.every((value) => choices.some(({ key }) => key === value))
  if (datatype === 'number')
    return values.every((value) => value.trim() !== '' && Number.isFinite(Number(value)))
  return datatype !== 'datetime' || values.every((value) => !Number.isNaN(Date.parse(value)))
}
