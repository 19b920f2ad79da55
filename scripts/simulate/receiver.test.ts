/** The simulated receiver errs and falls silent as a phone's does. */
import { expect, test } from 'vitest'
import { createRandom } from './random.ts'
import { createReceiver, listen } from './receiver.ts'

test('a phone reports every three to five seconds, drifts a few metres, and is silent now and then', () => {
  const random = createRandom(3)
  let receiver = createReceiver('foot', random)
  const errors: number[] = []
  let reports = 0
  let silent = 0
  for (let second = 0; second < 7200; second++) {
    const heard = listen(receiver, 'foot', 1, random)
    receiver = heard.receiver
    if (heard.reports) reports++
    if (receiver.silent > 0) silent++
    errors.push(Math.hypot(...receiver.error))
  }
  expect(reports).toBeGreaterThan(1000)
  expect(reports).toBeLessThan(2400)
  expect(silent).toBeGreaterThan(0)
  expect(Math.max(...errors)).toBeLessThan(30)
})
