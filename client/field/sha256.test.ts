/** Our SHA-256 is the standard's. */
import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { plainSha256, sha256 } from './sha256.ts'

const text = (words: string) => new TextEncoder().encode(words)

test('the examples of FIPS 180-4', () => {
  expect(plainSha256(text('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(plainSha256(text(''))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(plainSha256(text('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'))).toBe(
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  )
})

test('every length around the block boundaries agrees with Node and with the browser’s own', async () => {
  for (const length of [1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 4096, 100_003]) {
    const bytes = randomBytes(length)
    const expected = createHash('sha256').update(bytes).digest('hex')
    expect(plainSha256(bytes)).toBe(expected)
    expect(await sha256(new Uint8Array(bytes).buffer)).toBe(expected)
  }
})
