/** An Open311 client: reads what servers answer, in JSON or XML, as the specification has it. */
import { childNamed, childrenNamed, readXml, type XmlElement } from '../gateways/xml.ts'
import { readForm } from './fields.ts'

/** Text as it came; null where an element is empty. */
export type Record311 = Readonly<Record<string, unknown>>

export type Read =
  | { readonly kind: 'services' | 'requests' | 'errors'; readonly rows: readonly Record311[] }
  | { readonly kind: 'definition'; readonly code: string; readonly attributes: readonly Record311[] }
  | { readonly kind: 'post'; readonly fields: Record311; readonly attributes: Record311 }
  | { readonly kind: 'unreadable' }

/** Reads a body, or a whole message with its HTTP head. */
export function read(message: string): Read {
  const [head, body] = parted(message)
  if (head.startsWith('POST ')) return { kind: 'post', ...readForm(body.trim()) }
  return body.trimStart().startsWith('<') ? readAsXml(body) : readAsJson(body)
}

function parted(message: string): [head: string, body: string] {
  if (!/^(HTTP\/1\.1 |POST )/.test(message)) return ['', message]
  const end = /\r?\n\r?\n/.exec(message)
  return end ? [message.slice(0, end.index), message.slice(end.index + end[0].length)] : [message, '']
}

function readAsXml(body: string): Read {
  const root = readXml(body)
  if (typeof root === 'string') return { kind: 'unreadable' }
  if (root.name === 'services')
    return { kind: 'services', rows: childrenNamed(root, 'service').map(recordOf) }
  if (root.name === 'service_requests')
    return { kind: 'requests', rows: childrenNamed(root, 'request').map(recordOf) }
  if (root.name === 'errors') return { kind: 'errors', rows: childrenNamed(root, 'error').map(recordOf) }
  // As servers of the older draft answered: the sentence alone.
  if (root.name === 'error') return { kind: 'errors', rows: [{ description: root.text.trim() }] }
  const attributes = childNamed(root, 'attributes')
  if (root.name !== 'service_definition' || !attributes) return { kind: 'unreadable' }
  const code = String(recordOf(root).service_code)
  return { kind: 'definition', code, attributes: childrenNamed(attributes, 'attribute').map(recordOf) }
}

/** Its fields; a field of elements is a list of what they hold. */
function recordOf(element: XmlElement): Record311 {
  const fields = element.children.filter((child): child is XmlElement => child.type === 'element')
  return Object.fromEntries(fields.map((field) => [field.name, heldBy(field)]))
}

function heldBy(field: XmlElement): unknown {
  const inner = field.children.filter((child): child is XmlElement => child.type === 'element')
  if (inner.length === 0) return field.text.trim() || null
  return inner.map((each) =>
    each.children.some(({ type }) => type === 'element') ? recordOf(each) : each.text.trim(),
  )
}

function readAsJson(body: string): Read {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    return { kind: 'unreadable' }
  }
  const rows = (Array.isArray(parsed) ? parsed : [parsed]) as Record311[]
  const [first = {}] = rows
  if ('attributes' in first)
    return {
      kind: 'definition',
      code: String(first.service_code),
      attributes: first.attributes as Record311[],
    }
  if ('service_request_id' in first || 'token' in first) return { kind: 'requests', rows }
  if ('service_code' in first) return { kind: 'services', rows }
  return 'description' in first ? { kind: 'errors', rows } : { kind: 'unreadable' }
}
