/** The conversation with JT/T 808 terminals on one connection: what each message is answered, and what is taken from it. */
import { createHash, randomBytes } from 'node:crypto'
import type { KnownDevice } from '../../positions/registry.ts'
import type { Guest } from '../door.ts'
import { createFloodLimit } from '../flood.ts'
import type { Reception } from '../reception.ts'
import { type Frame, readFrame, writeFrame } from './frame.ts'
import type { Cut } from './frames.ts'
import {
  authenticationCode,
  ids,
  names,
  platformAnswer,
  type Result,
  readPlaces,
  registerAnswer,
  timeAnswer,
} from './messages.ts'
import type { Reassembly } from './reassembly.ts'

export type Conversation = { hear(cut: Cut): void }

/**
 * A terminal is who its number says, if that number is registered: the code of 0x8100 is given to whoever registers as it, so
 * it proves little, and terminals that never ask for one are taken as well. But whoever shows a wrong code on a connection
 * reports nothing there until the right one, or a new registration.
 */
export function converse(guest: Guest, reception: Reception, reassembly: Reassembly): Conversation {
  const { metrics, now } = reception
  const shutOut = new Set<string>()
  const strangers = createFloodLimit()
  let serial = 0

  const count = (outcome: string) => metrics.heard('jt808', outcome)
  const send = (to: Frame, id: number, body: Buffer) => {
    guest.send(writeFrame({ id, terminal: to.terminal, serial: serial++, is2019: to.is2019 }, body))
  }
  const answer = (frame: Frame, result: Result) =>
    send(frame, ids.platformAnswer, platformAnswer(frame, result))

  const register = (frame: Frame, device: KnownDevice | undefined) => {
    shutOut.delete(frame.terminal)
    send(frame, ids.registerAnswer, registerAnswer(frame, device && codeOf(device)))
  }
  const authenticate = (frame: Frame, device: KnownDevice) => {
    const isRight = authenticationCode(frame) === codeOf(device)
    if (isRight) shutOut.delete(frame.terminal)
    else shutOut.add(frame.terminal)
    if (!isRight) count('wrong_code')
    answer(frame, isRight ? 0 : 1)
    if (shutOut.size > MOST_SHUT_OUT) guest.close('wrong_codes')
  }
  const report = (frame: Frame, device: KnownDevice) => {
    if (shutOut.has(frame.terminal)) {
      count('not_authenticated')
      return answer(frame, 1)
    }
    const { places, faults } = readPlaces(frame)
    faults.forEach(count)
    reception.take(device, places)
    // What is wrong with a place will not mend: told that it failed, the terminal would send it for ever.
    answer(frame, places.length === 0 && faults.length > 0 ? 2 : 0)
  }
  const turnAway = (frame: Frame) => {
    count('unknown_terminal')
    if (frame.id === ids.register) register(frame, undefined)
    else if (frame.id !== ids.terminalAnswer && frame.id < PLATFORM_IDS) answer(frame, 1)
  }
  /** A whole message of a registered terminal. */
  const handle = (frame: Frame, device: KnownDevice) => {
    const { id } = frame
    count(names[id]?.replaceAll(' ', '_') ?? 'other')
    if (id === ids.register) register(frame, device)
    else if (id === ids.authenticate) authenticate(frame, device)
    else if (id === ids.position || id === ids.positionAnswer || id === ids.positionBatch)
      report(frame, device)
    else if (id === ids.askTime) send(frame, ids.tellTime, timeAnswer(now()))
    else if (id === ids.heartbeat || id === ids.unregister) answer(frame, 0)
    // Answers of terminals are not answered, and what only a platform sends is none of its business.
    else if (id !== ids.terminalAnswer && id < PLATFORM_IDS) answer(frame, 3)
  }
  /** Each part is answered, since it will be sent again otherwise; the message is handled once it is whole. */
  const hearFrame = (frame: Frame) => {
    const device = reception.admit(spellings(frame.terminal), guest.address)
    if (device === 'flood' || (device === 'unknown_terminal' && !strangers.allows(0, now()))) {
      count('flood')
      return guest.holdBack()
    }
    if (device === 'unknown_terminal') return turnAway(frame)
    const message = reassembly.add(frame, now())
    const givenUp = reassembly.takeGivenUp()
    if (givenUp > 0) metrics.heard('jt808', 'incomplete', givenUp)
    if (typeof message === 'object') return handle(message, device)
    count(message)
    answer(frame, message === 'part_refused' ? 3 : 0)
  }

  return {
    hear(cut) {
      const frame = typeof cut === 'string' ? cut : readFrame(cut)
      if (typeof frame === 'object') {
        guest.heardWell()
        return hearFrame(frame)
      }
      count(frame)
      guest.heardBadly()
    },
  }
}

const MOST_SHUT_OUT = 100
const PLATFORM_IDS = 0x8000

/**
 * A number may be registered with its leading zeros or without: a mobile number of 11 digits comes as 12 in the headers of
 * 2011 and 2013, and as 20 in that of 2019. The first spelling is the one that was sent.
 */
function spellings(terminal: string): string[] {
  const bare = terminal.replace(/^0+(?=.)/, '')
  return [...new Set([terminal, bare, bare.padStart(12, '0'), bare.padStart(20, '0')])]
}

const secret = randomBytes(16)

/** Made from the device's own token, so that it survives a restart, and ends with a new token. */
const codeOf = ({ number, tokenHash }: KnownDevice): string =>
  createHash('sha256')
    .update(tokenHash ?? secret)
    .update(`jt808 ${number}`)
    .digest('hex')
    .slice(0, 16)
