/** What an Open311 client sends: fields and `attribute[CODE]`, form-encoded or as JSON. */

export type Fields = {
  /** The empty ones are left out: a client's form sends all it has. */
  readonly fields: Readonly<Record<string, string>>
  readonly attributes: Readonly<Record<string, string | readonly string[]>>
}

/** As the specification asks for it: application/x-www-form-urlencoded. */
export function readForm(body: string): Fields {
  const fields: Record<string, string> = Object.create(null)
  const attributes: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const [, code, several] = /^attribute\[([^\][]{1,60})\](\[\])?$/.exec(name) ?? []
    if (value === '') continue
    if (code === undefined) fields[name] = value
    else if (several === undefined) attributes[code] = value
    else attributes[code] = [attributes[code] ?? [], value].flat()
  }
  return { fields, attributes }
}

/** The same names in one object; `attribute` holds the attributes. What is neither text nor number is left out. */
export function readJson(body: unknown): Fields {
  const entries = isRecord(body) ? Object.entries(body) : []
  const given = isRecord(body) && isRecord(body.attribute) ? Object.entries(body.attribute) : []
  const fields: [string, string][] = entries.flatMap(([name, value]) => {
    const text = asText(value)
    return text ? [[name, text]] : []
  })
  const attributes: [string, string | string[]][] = given.flatMap(([code, value]) => {
    const text = Array.isArray(value) ? value.flatMap((each) => asText(each) ?? []) : asText(value)
    return text?.length ? [[code, text]] : []
  })
  return { fields: Object.fromEntries(fields), attributes: Object.fromEntries(attributes) }
}

const asText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
