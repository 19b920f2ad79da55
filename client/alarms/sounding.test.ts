/** What is heard: each alarm once, a P1 again after a minute, and of a storm no more than anyone can bear. */
import { expect, test } from 'vitest'
import type { Alarm, AlarmKind } from '#contract/alarms.ts'
import { nothingHeard, soundsDue } from './sounding.ts'

const NOW = Date.UTC(2026, 10, 25, 4)
const alarm = (kind: AlarmKind, change: Partial<Alarm> = {}): Alarm => ({
  key: `${kind}/1`,
  kind,
  since: NOW,
  priority: 1,
  state: 'open',
  by: null,
  until: null,
  escalated: false,
  ...change,
})

/** Goes through the seconds, and answers when what sounded, in seconds from the start. */
function heardOver(seconds: number, alarmsAt: (second: number) => readonly Alarm[], duty = false) {
  let heard = nothingHeard
  const sounds: [number, AlarmKind][] = []
  for (let second = 0; second <= seconds; second++) {
    const due = soundsDue(alarmsAt(second), heard, NOW + second * 1000, duty)
    heard = due.heard
    for (const kind of due.kinds) sounds.push([second, kind])
  }
  return sounds
}

test('a P1 sounds when it comes and once more after a minute; at the duty officer’s again after two', () => {
  const p1 = () => [alarm('p1')]
  expect(heardOver(300, p1)).toEqual([
    [0, 'p1'],
    [60, 'p1'],
  ])
  expect(heardOver(300, p1, true).map(([second]) => second)).toEqual([0, 60, 120])
})

test('an acknowledged one is not heard again, and one that comes anew is', () => {
  const answered = (second: number) => [alarm('p1', { state: second < 30 ? 'open' : 'acknowledged' })]
  expect(heardOver(300, answered)).toHaveLength(1)
  const anew = (second: number) => [alarm('sos', { since: second < 100 ? NOW : NOW + 100_000 })]
  expect(heardOver(300, anew).map(([second]) => second)).toEqual([0, 100])
})

test('several that come at once sound once, and what is neither P1, SOS nor the link is silent', () => {
  const many = ['p1/1', 'p1/2', 'p1/3'].map((key) => alarm('p1', { key }))
  expect(heardOver(5, () => [...many, alarm('silent'), alarm('clock')])).toEqual([[0, 'p1']])
})

test('of 50 P1 in ten minutes no more than ten are heard, and an SOS among them always', () => {
  const storm = (second: number) => {
    const p1 = Array.from({ length: Math.floor(second / 12) }, (_, i) =>
      alarm('p1', { key: `p1/${i}`, since: NOW + (i + 1) * 12_000 }),
    )
    return second < 500 ? p1 : [...p1, alarm('sos', { since: NOW + 500_000 })]
  }
  const sounds = heardOver(599, storm)
  expect(sounds.filter(([, kind]) => kind === 'p1')).toHaveLength(10)
  expect(sounds.filter(([, kind]) => kind === 'sos')).toEqual([[500, 'sos']])
})
