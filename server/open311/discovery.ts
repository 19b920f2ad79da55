/** Service discovery: where the endpoint is and what it speaks. */
import { document, element, textElement } from './xml.ts'

/** The one jurisdiction served; a client need not name it. */
export const JURISDICTION = 'shanghai.gov.cn'

/** `base`: the address the client came by, without a slash at its end. */
export const toDiscovery = (base: string) => ({
  changeset: '2026-11-25 00:00',
  contact: '上海市城市管理行政执法局 指挥中心',
  key_service: '由系统管理员发放 api_key · ask the administrator for an api_key',
  endpoints: [
    {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: `${base}/open311/v2`,
      changeset: '2026-11-25 00:00',
      type: 'production',
      formats: ['application/json', 'text/xml'],
    },
  ],
})

export function discoveryXml({ endpoints, ...discovery }: ReturnType<typeof toDiscovery>): string {
  const written = endpoints.map(({ formats, ...endpoint }) =>
    element('endpoint', [
      ...Object.entries(endpoint).map(([name, value]) => textElement(name, value)),
      element(
        'formats',
        formats.map((format) => textElement('format', format)),
      ),
    ]),
  )
  const head = Object.entries(discovery).map(([name, value]) => textElement(name, value))
  return document(element('discovery', [...head, element('endpoints', written)]))
}
