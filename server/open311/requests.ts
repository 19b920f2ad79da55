/** Service requests as the specification shows them, and what may be asked of them. */
import { DateTime } from 'luxon'
import { badField } from './errors.ts'
import type { RequestFilter, ServiceRequest } from './queries.ts'
import { document, element, fieldElements } from './xml.ts'

/** Not ended is open: the specification knows no more states. */
export const toRequest = (request: ServiceRequest) => ({
  service_request_id: request.id,
  status: request.closedAt === null ? 'open' : 'closed',
  status_notes: request.notes,
  service_name: request.serviceName,
  service_code: request.service,
  description: request.text,
  agency_responsible: '上海市城市管理行政执法局',
  service_notice: null,
  requested_datetime: w3c(request.requestedAt),
  updated_datetime: w3c(request.updatedAt),
  expected_datetime: request.dueAt === null ? null : w3c(request.dueAt),
  address: request.address,
  address_id: null,
  zipcode: null,
  lat: request.place[1],
  long: request.place[0],
  media_url: request.origin?.mediaUrl ?? null,
})

/** A list under the specification's names, `service_requests` of `request`. */
export const requestsXml = (requests: readonly Readonly<Record<string, unknown>>[]): string =>
  document(
    element(
      'service_requests',
      requests.map((request) => element('request', fieldElements(request))),
    ),
  )

const w3c = (at: number): string =>
  DateTime.fromMillis(at, { zone: 'Asia/Shanghai' }).toISO({ suppressMilliseconds: true }) ?? ''

const DAY = 86_400_000
/** The longest span that may be asked for, and the span where none is named. */
const MOST_DAYS = 90

/** Ids win over everything else, as the specification has it. */
export function filterOf(query: Readonly<Record<string, string>>, now: number): RequestFilter {
  const { service_request_id: ids, service_code: services, status } = query
  if (ids) return { ids: listOf(ids) }
  const statuses = listOf(status ?? '')
  if (statuses.some((each) => each !== 'open' && each !== 'closed'))
    throw badField('status', 'must be open, closed or both', 'status 只能为 open 或 closed')
  return {
    ...spanOf(query, now),
    ...(services ? { services: listOf(services) } : {}),
    ...(new Set(statuses).size === 1 ? { open: statuses[0] === 'open' } : {}),
  }
}

function spanOf({ start_date, end_date }: Readonly<Record<string, string>>, now: number) {
  const start = start_date === undefined ? undefined : momentOf('start_date', start_date)
  const end = end_date === undefined ? undefined : momentOf('end_date', end_date)
  const until = end ?? (start === undefined ? now : Math.min(now, start + MOST_DAYS * DAY))
  const from = start ?? until - MOST_DAYS * DAY
  if (from > until) throw badField('start_date', 'is after end_date', 'start_date 晚于 end_date')
  if (until - from > MOST_DAYS * DAY)
    throw badField('end_date', `spans more than ${MOST_DAYS} days`, `时间跨度不得超过 ${MOST_DAYS} 天`)
  return { from, until }
}

function momentOf(name: string, text: string): number {
  const moment = DateTime.fromISO(text, { zone: 'Asia/Shanghai' })
  const at = moment.toMillis()
  // Beyond these years the database's own calendar ends.
  if (moment.isValid && moment.year > 1900 && moment.year < 2200) return at
  throw badField(name, 'must be a W3C date and time', `${name} 须为 W3C 日期时间`)
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .slice(0, 1000)
