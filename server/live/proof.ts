/** Proves a console's state: answers, in turn with its frames, the hash of what it should hold. */
import { Counter, type Registry } from 'prom-client'
import { seesWholeLog } from '#contract/roles.ts'
import {
  digest,
  type Entry,
  factKinds,
  type Proof,
  type ProofAsked,
  type StateKind,
  stateKinds,
} from '#contract/stateHash.ts'
import type { Pool } from '../db.ts'
import type { ConsoleSocket } from './frames.ts'
import { heldFacts } from './proofQueries.ts'

/** What a console has been sent of the positions, up to a frame. */
export type HeldPositions = { readonly frame: number; readonly entries: Iterable<Entry> }

export type Proofs = {
  /** From now on this console may ask, and may tell what did not match. */
  offer(socket: ConsoleSocket): void
  /** Right after a tick's frames: answers whoever asked. `heldBy`: undefined where a console lacks frames yet. */
  answer(heldBy: (socket: ConsoleSocket) => HeldPositions | undefined): void
}

type Waiting = ProofAsked & Pick<Proof, 'event' | 'facts'>

export type ProofNeeds = {
  readonly db: Pool
  readonly metrics: Registry
  readonly say: (line: string) => void
}

export function createProofs({ db, metrics, say }: ProofNeeds): Proofs {
  const counts = proofMetrics(metrics)
  const reading = new WeakSet<ConsoleSocket>()
  const waiting = new Map<ConsoleSocket, Waiting>()

  // A console asks one thing at a time: what it asks meanwhile is dropped, and the database reads once for it.
  const read = async (socket: ConsoleSocket, { asked, entries }: ProofAsked) => {
    if (reading.has(socket)) return
    reading.add(socket)
    try {
      const { event, held } = await heldFacts(db)
      const hashes = factKinds.map((kind) => [kind, digest(held[kind], entries)])
      const facts = seesWholeLog(socket.data.session.account.role) ? Object.fromEntries(hashes) : null
      if (socket.connected) waiting.set(socket, { asked, entries, event, facts })
    } catch (error) {
      say(`a console's state could not be proved: ${(error as Error).message}`)
    } finally {
      reading.delete(socket)
    }
  }
  return {
    offer(socket) {
      socket.on('proof', (asked) => {
        if (isAsked(asked)) void read(socket, asked)
      })
      socket.on('mismatch', (kinds) => {
        if (!Array.isArray(kinds)) return
        for (const kind of stateKinds) if (kinds.includes(kind)) counts.mismatches.inc({ kind })
      })
      socket.on('disconnect', () => waiting.delete(socket))
    },
    answer(heldBy) {
      for (const [socket, { asked, entries, event, facts }] of waiting) {
        const held = heldBy(socket)
        if (!held) continue
        waiting.delete(socket)
        const positions = socket.data.sees ? digest(held.entries, entries) : null
        socket.emit('proof', { asked, frame: held.frame, positions, event, facts })
        counts.proofs.inc()
      }
    },
  }
}

/** What comes over a socket may be anything. */
function isAsked(told: unknown): told is ProofAsked {
  if (typeof told !== 'object' || told === null) return false
  return Number.isSafeInteger((told as ProofAsked).asked) && typeof (told as ProofAsked).entries === 'boolean'
}

function proofMetrics(registry: Registry) {
  const registers = [registry]
  const mismatches = new Counter({
    name: 'console_state_mismatch_total',
    help: 'States of consoles that were not the server’s, told by the console that found it',
    labelNames: ['kind'],
    registers,
  })
  for (const kind of stateKinds satisfies readonly StateKind[]) mismatches.inc({ kind }, 0)
  const proofs = new Counter({
    name: 'console_state_proofs_total',
    help: 'Hashes of their state sent to consoles that asked',
    registers,
  })
  return { mismatches, proofs }
}
