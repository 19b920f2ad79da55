/** Reads XML that strangers send: well-formed, of bounded size, and without a document type, so without entities of its own. */
import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml'

export type { XmlElement }

export type XmlFault = 'encoding' | 'dtd' | 'not_well_formed'

/** The root element. Bytes are decoded as their declaration says: UTF-8, or the Chinese GB2312, GBK and GB18030. */
export function readXml(input: Buffer | string): XmlElement | XmlFault {
  const text = typeof input === 'string' ? input : decode(input)
  if (text === undefined) return 'encoding'
  // Looked for in the text, before any parser meets it: a document type is what entities are declared in.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) return 'dtd'
  try {
    return parseXml(text.trim()).root ?? 'not_well_formed'
  } catch {
    return 'not_well_formed'
  }
}

function decode(bytes: Buffer): string | undefined {
  const declared = /^\s*<\?xml[^>]*encoding=["']([\w.-]{1,20})["']/i.exec(
    bytes.toString('latin1', 0, 200),
  )?.[1]
  // GB18030 holds the two older ones, and half the gateways that write one mean another.
  const encoding = /^gb/i.test(declared ?? '') ? 'gb18030' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export const childrenNamed = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((child) => child instanceof XmlElement && child.name === name) as XmlElement[]

export const childNamed = (parent: XmlElement, name: string): XmlElement | undefined =>
  childrenNamed(parent, name)[0]

/** The text directly in a child element; undefined where there is no such child, or nothing in it. */
export function childText(parent: XmlElement, name: string): string | undefined {
  const texts = childNamed(parent, name)?.children.map((child) =>
    child instanceof XmlText ? child.text : '',
  )
  return texts?.join('').trim() || undefined
}
