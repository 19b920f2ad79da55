/** The ways on the map: who goes where, who is marked to go, who could. */
import { expect, test } from 'vitest'
import type { Assignment } from '#contract/assignments.ts'
import type { LngLat } from '#contract/endpoint.ts'
import type { Ticket } from '#contract/tickets.ts'
import { ways } from './ways.ts'

const tickets = new Map([7, 8].map((id) => [id, { id, place: [121.5, 31 + id / 100] } as Ticket]))
const active = (unit: number, ticket: number, state: Assignment['state']) =>
  [unit, { unit, ticket, state } as Assignment] as const
const placeOf = (unit: number): LngLat | undefined => (unit === 9 ? undefined : [121 + unit / 100, 31])
const nothing = { ticket: null, mover: null, chosen: [], candidates: [] }

test('units on their way have a line to their ticket; those on the scene and those never seen have none', () => {
  const activeByUnit = new Map([
    active(1, 7, 'dispatched'),
    active(2, 7, 'enroute'),
    active(3, 8, 'onscene'),
    active(9, 8, 'enroute'),
  ])
  expect(ways({ tickets, activeByUnit }, nothing, placeOf)).toEqual([
    { from: [121.01, 31], to: [121.5, 31.07], kind: 'other' },
    { from: [121.02, 31], to: [121.5, 31.07], kind: 'other' },
  ])
})

test('of the selected ticket the ways stand out, and those who could go or are marked have theirs', () => {
  const activeByUnit = new Map([active(1, 7, 'enroute')])
  const marked = { ticket: 7, mover: null, chosen: [4], candidates: [4, 5] }
  const kinds = ways({ tickets, activeByUnit }, marked, placeOf).map(({ from, kind }) => [from[0], kind])
  expect(kinds).toEqual([
    [121.01, 'looked-at'],
    [121.05, 'candidate'],
    [121.04, 'chosen'],
  ])
})
