/** Photos made of nothing: a street under the sky, different each time, as a real PNG. */
import { crc32, deflateSync } from 'node:zlib'
import type { Random } from './random.ts'

const WIDTH = 640
const HEIGHT = 480
const HORIZON = 210

type Colour = readonly [red: number, green: number, blue: number]

/** A PNG of some kB. */
export function drawPhoto(random: Random): Buffer {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3))
  const scene = drawScene(random)
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const [red, green, blue] = scene(x, y)
      // The first byte of a row names its filter: 0, none.
      const at = y * (1 + WIDTH * 3) + 1 + x * 3
      rows[at] = red
      rows[at + 1] = green
      rows[at + 2] = blue
    }
  }
  return encodePng(rows)
}

/** Sky, houses with windows, pavement, and what lies on it. */
function drawScene(random: Random): (x: number, y: number) => Colour {
  const light = random.between(0.6, 1)
  const houses = Array.from({ length: 9 }, (_, i) => ({
    from: i * 75 + random.between(-20, 10),
    top: random.between(40, 170),
    shade: random.between(60, 130),
  }))
  const things = Array.from({ length: 5 }, () => ({
    x: random.between(80, 560),
    y: random.between(290, 430),
    size: random.between(12, 45),
    colour: [random.between(40, 230), random.between(40, 200), random.between(30, 180)] as Colour,
  }))
  const colourAt = (x: number, y: number): Colour => {
    const thing = things.find(
      (each) => Math.abs(x - each.x) < each.size && Math.abs(y - each.y) < each.size * 0.6,
    )
    if (thing) return thing.colour
    if (y > HORIZON) return (x + y * 2) % 90 < 3 ? [96, 96, 94] : [128, 126, 122]
    const house = houses.findLast((each) => x >= each.from && y >= each.top)
    if (!house) return [150 + y / 4, 178 + y / 5, 205]
    const window = (x - house.from) % 18 > 9 && (y - house.top) % 24 > 12
    return window ? [190, 186, 150] : [house.shade, house.shade, house.shade + 8]
  }
  return (x, y) => colourAt(x, y).map((value) => Math.round(value * light)) as unknown as Colour
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** 8 bits a channel, red green blue, not interlaced. */
function encodePng(rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Length, type, data, and the checksum of type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
