/** The board: everything a console starts from, as of one event number. Facts with higher numbers follow by socket. */
import Type, { type Static } from 'typebox'
import { AlarmAnswer } from './alarmAnswers.ts'
import type { Arrival } from './arrivals.ts'
import { Assignment } from './assignments.ts'
import type { ZoneFeature } from './city.ts'
import type { Device } from './devices.ts'
import { Hold, type HoldChange } from './dispatch.ts'
import type { Draw } from './draws.ts'
import { Ms } from './endpoint.ts'
import { ExpoBoard, type ExpoChanged } from './expo.ts'
import type { Hotspot } from './hotspots.ts'
import type { HotspotWatch } from './hotspotWatches.ts'
import { JointTask } from './joint.ts'
import type { EnforcementObject, Inspection } from './objects.ts'
import { dayAfter, type Plan } from './patrols.ts'
import { Presence } from './presence.ts'
import type { Pin, Playlist } from './review.ts'
import type { CrewShift, Leave } from './roster.ts'
import { Round } from './rounds.ts'
import type { Behaviour, Rule } from './rules.ts'
import type { SettingChange } from './settings.ts'
import { Ticket } from './tickets.ts'
import type { TrackLook } from './tracks.ts'
import { Contact, Unit } from './units.ts'
import { dayOf } from './workingTime.ts'

/** Names to show for the usernames in events and assignments. */
export const Person = Type.Object({ username: Type.String(), name: Type.String(), nameEn: Type.String() })
export type Person = Static<typeof Person>

export const Board = Type.Object({
  number: Type.Integer({ description: 'the last event this board contains' }),
  at: Ms,
  units: Type.Array(Unit),
  contacts: Type.Array(Contact),
  presences: Type.Array(Presence, { description: 'who is in which zone now' }),
  tickets: Type.Array(Ticket, { description: 'open ones, and those closed in the last 12 hours' }),
  people: Type.Array(Person, { description: 'who may appear as an actor, officers aside' }),
  holds: Type.Array(Hold, { description: 'who works on which ticket' }),
  alarms: Type.Array(AlarmAnswer, { description: 'who acknowledged or shelved what' }),
  expo: Type.Optional(ExpoBoard),
  joints: Type.Optional(Type.Array(JointTask, { description: 'tasks of partners on the tickets above' })),
  assignments: Type.Array(Assignment, { description: 'active ones, and all of the tickets above' }),
  rounds: Type.Array(Round, { description: 'of yesterday, today and tomorrow, and those under way' }),
})
export type Board = Static<typeof Board>

/** For so long after its end something stays on the board. */
export const CLOSED_KEPT_MS = 12 * 3_600_000
export const CARD_KEPT_MS = 24 * 3_600_000
export const DUTY_KEPT_MS = 3_600_000

/** Yesterday's night shift goes on into today, and tomorrow's crews want to know. */
export const daysOnBoard = (at: number): string[] => [-1, 0, 1].map((days) => dayAfter(dayOf(at), days))
export const isRoundOnBoard = ({ day, state }: Pick<Round, 'day' | 'state'>, at: number): boolean =>
  state === 'started' || daysOnBoard(at).includes(day)

export const readBoard = {
  method: 'GET',
  url: '/api/board',
  schema: {
    summary: 'Units, contacts, tickets and assignments as of one event number',
    tags: ['board'],
    response: { 200: Board },
  },
} as const

/** State after a command or an event: a reply and a pushed fact enter the console by the same function. */
export type Changed = {
  readonly ticket?: Ticket
  readonly assignments?: readonly Assignment[]
  readonly unit?: Unit
  /** Settled, or waiting for a person. */
  readonly arrival?: Arrival
  readonly contact?: Contact
  readonly presence?: Presence
  /** Registered or bound anew: one that is bound to a unit is no contact any more. */
  readonly device?: Device
  /** Who works on a ticket from now on. */
  readonly hold?: HoldChange
  /** The newest answer to an alarm. */
  readonly alarm?: AlarmAnswer
  /** Inspected; objects are not on the board: who shows some reads them. */
  readonly object?: EnforcementObject
  readonly inspection?: Inspection
  readonly draw?: Draw
  /** Zones as they stand from now on, */
  readonly zones?: readonly ZoneFeature[]
  /** and those that are no more. */
  readonly retiredZones?: readonly number[]
  /** A version more. */
  readonly rule?: Rule
  readonly behaviour?: Behaviour
  readonly round?: Round
  readonly plan?: Plan
  readonly crewShift?: CrewShift
  readonly leave?: Leave
  /** Of an operation. */
  readonly expo?: ExpoChanged
  /** A task of a partner department. */
  readonly joint?: JointTask
  /** A view that is watched from now on, or no more. */
  readonly watch?: HotspotWatch
  /** Of a watched view; hotspots are not on the board: who shows them asks. */
  readonly hotspot?: Hotspot
  /** A pinned moment, and a playlist of such: read by the review's page. */
  readonly pin?: Pin
  readonly playlist?: Playlist
  /** Changed for everybody: consoles read the city's standing data again. */
  readonly setting?: SettingChange
  /** Somebody is called otherwise from now on. */
  readonly person?: Person
  /** Somebody looked at a unit's track. */
  readonly look?: TrackLook
}
