/** Writes XML: what is text stays text. */

/** An element; `children` are elements already written. */
export const element = (name: string, children: readonly string[]): string =>
  `<${name}>${children.join('')}</${name}>`

/** An element that holds text; empty for null. */
export const textElement = (name: string, value: unknown): string =>
  value === null || value === undefined ? `<${name}/>` : `<${name}>${escaped(String(value))}</${name}>`

/** Every field of a record as an element of its name; a list as elements of `item`. */
export const fieldElements = (record: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(record).map(([name, value]) => textElement(name, value))

export const document = (root: string): string => `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`

/** Characters that XML 1.0 has no way to write become U+FFFD; a carriage return would be read as a line feed. */
function escaped(text: string): string {
  return text.replace(NO_XML, '\uFFFD').replace(/[&<>"'\r]/g, (character) => `&#${character.charCodeAt(0)};`)
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones sought
const NO_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g
