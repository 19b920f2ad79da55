/** For tests: reads a vector tile (Mapbox Vector Tile 2.1, protocol buffers) as far as ours go: points with properties. */

export type TilePoint = {
  readonly id: number | undefined
  readonly at: readonly [number, number]
  readonly properties: Readonly<Record<string, string | number>>
}

/** The points of each layer; x and y in the tile's own units. */
export function readTile(bytes: Uint8Array): ReadonlyMap<string, TilePoint[]> {
  const layers = new Map<string, TilePoint[]>()
  for (const { field, value } of fieldsOf(bytes)) if (field === 3) readLayer(value as Uint8Array, layers)
  return layers
}

function readLayer(bytes: Uint8Array, layers: Map<string, TilePoint[]>): void {
  const all = [...fieldsOf(bytes)]
  const named = (wanted: number) =>
    all.flatMap(({ field, value }) => (field === wanted ? [value as Uint8Array] : []))
  const keys = named(3).map(text)
  const values = named(4).map((each) => {
    const [first] = fieldsOf(each)
    return first?.field === 1 ? text(first.value as Uint8Array) : Number(first?.value)
  })
  layers.set(
    named(1).map(text)[0] ?? '',
    named(2).map((feature) => readPoint(feature, keys, values)),
  )
}

function readPoint(
  bytes: Uint8Array,
  keys: readonly string[],
  values: readonly (string | number)[],
): TilePoint {
  const fields = new Map([...fieldsOf(bytes)].map(({ field, value }) => [field, value]))
  const tags = [...numbersOf(fields.get(2) as Uint8Array)]
  const [, x = 0, y = 0] = [...numbersOf(fields.get(4) as Uint8Array)].map((n) => (n >> 1) ^ -(n & 1))
  const properties: Record<string, string | number> = {}
  for (let i = 0; i < tags.length; i += 2)
    properties[keys[tags[i] as number] as string] = values[tags[i + 1] as number] as string
  const id = fields.get(1)
  return { id: id === undefined ? undefined : Number(id), at: [x, y], properties }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function* fieldsOf(bytes: Uint8Array): Generator<{ field: number; value: number | Uint8Array }> {
  for (let i = 0; i < bytes.length; ) {
    const tag = varint(bytes, i)
    i = tag.next
    const first = varint(bytes, i)
    i = first.next
    if ((tag.value & 7) === 2) {
      yield { field: tag.value >> 3, value: bytes.subarray(i, i + first.value) }
      i += first.value
    } else yield { field: tag.value >> 3, value: first.value }
  }
}

function* numbersOf(bytes: Uint8Array): Generator<number> {
  for (let i = 0; i < bytes.length; ) {
    const { value, next } = varint(bytes, i)
    yield value
    i = next
  }
}

function varint(bytes: Uint8Array, from: number): { value: number; next: number } {
  let [value, scale, next] = [0, 1, from]
  for (;;) {
    const byte = bytes[next++] as number
    value += (byte & 127) * scale
    if (byte < 128) return { value, next }
    scale *= 128
  }
}
