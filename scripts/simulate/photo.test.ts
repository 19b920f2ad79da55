/** Photos of the simulated officers, which the console must take as real ones. */
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { drawPhoto } from './photo.ts'
import { createRandom } from './random.ts'

test('a photo is a whole PNG of its size, and no two are alike', () => {
  const photo = drawPhoto(createRandom(1))
  expect(photo.subarray(1, 4).toString()).toBe('PNG')
  expect([photo.readUInt32BE(16), photo.readUInt32BE(20)]).toEqual([640, 480])
  const data = photo.subarray(41, 41 + photo.readUInt32BE(33))
  expect(inflateSync(data).length).toBe(480 * (1 + 640 * 3))
  expect(photo.length).toBeLessThan(200_000)
  expect(photo.equals(drawPhoto(createRandom(2)))).toBe(false)
})
