/**
 * Random draws of objects and officers (双随机) from a published seed, so that anyone can draw again and compare.
 *
 * Algorithm draw-1. H(kind, id) is the SHA-256 of the UTF-8 text `seed LF kind LF id`, in lower-case hex, id in decimal.
 * 1. Objects: within each grade in the order of H('object', id); the first `shares[grade]` of each are drawn. All drawn are put
 *    in one order by the same hash.
 * 2. Officers: in the order of H('officer', id); the first `officerCount` are drawn.
 * 3. Teams: object by object, in their order, the `perObject` officers with the fewest objects so far are put on it, of equals
 *    the earlier in their order. `apart`: never one of the object's own squad.
 * 4. Levelling: while an officer has at least two objects more than another who could, through a chain of exchanges, take one
 *    over, the shortest such chain is carried out; who has more and comes earlier gives first, and the search goes through the
 *    objects and officers in their order. What remains differs by at most one wherever the rule of squads lets it.
 * The inputs' hash is the SHA-256 of `inputsText`.
 */
import { type Grade, grades } from './objects.ts'

export const DRAW_ALGORITHM = 'draw-1'

export type Shares = Readonly<Record<Grade, number>>

export type DrawInputs = {
  readonly algorithm: string
  readonly seed: string
  readonly shares: Shares
  readonly officerCount: number
  readonly perObject: number
  readonly apart: boolean
  /** What could be drawn: id, grade, squad; in the order of the ids. */
  readonly objects: readonly (readonly [id: number, grade: Grade, squad: number])[]
  /** Who could be drawn: id, squad; in the order of the ids. */
  readonly officers: readonly (readonly [id: number, squad: number])[]
}

/** Each drawn object with the officers put on it, in the order of the draw. */
export type DrawResult = readonly { readonly object: number; readonly officers: readonly number[] }[]

/** SHA-256 of a text's UTF-8, in lower-case hex. */
export type Hash = (text: string) => string

/** The text whose hash stands in the log. */
export const inputsText = ({
  algorithm,
  seed,
  shares,
  officerCount,
  perObject,
  apart,
  objects,
  officers,
}: DrawInputs): string =>
  JSON.stringify({
    algorithm,
    seed,
    shares: { low: shares.low, medium: shares.medium, high: shares.high },
    officerCount,
    perObject,
    apart,
    objects,
    officers,
  })

/** The draw itself: the same on a server, in a browser and on a command line. Null: the rule of squads leaves an object without a team. */
export function draw(inputs: DrawInputs, hash: Hash): DrawResult | null {
  if (inputs.algorithm !== DRAW_ALGORITHM) throw new Error(`There is no algorithm ${inputs.algorithm} here`)
  const byHash = inHashOrder(inputs.seed, hash)
  const drawn = grades.flatMap((grade) =>
    byHash(
      'object',
      inputs.objects.filter((each) => each[1] === grade),
    ).slice(0, inputs.shares[grade]),
  )
  const objects = byHash('object', drawn).map(([id, , squad]) => ({ id, squad }))
  const officers = byHash('officer', inputs.officers)
    .slice(0, inputs.officerCount)
    .map(([id, squad]) => ({ id, squad }))
  return putOn(objects, officers, inputs)
}

type Member = { readonly id: number; readonly squad: number }
type Rule = Pick<DrawInputs, 'perObject' | 'apart'>

/** Steps 3 and 4: who was drawn, in the order of the draw, put on what was drawn. */
export function putOn(
  objects: readonly Member[],
  officers: readonly Member[],
  rule: Rule,
): DrawResult | null {
  const suits = (officer: Member, object: Member) => !rule.apart || officer.squad !== object.squad
  const loads = officers.map(() => 0)
  const teams: number[][] = []
  for (const object of objects) {
    const fit = officers.flatMap((officer, i) => (suits(officer, object) ? [i] : []))
    if (fit.length < rule.perObject) return null
    const team: number[] = []
    while (team.length < rule.perObject)
      team.push(
        leastLoaded(
          fit.filter((i) => !team.includes(i)),
          loads,
        ),
      )
    for (const i of team) loads[i] = loadOf(loads, i) + 1
    teams.push(team)
  }
  level(teams, loads, (officer, object) => suits(officers[officer] as Member, objects[object] as Member))
  return teams.map((team, i) => ({
    object: (objects[i] as Member).id,
    officers: team.map((officer) => (officers[officer] as Member).id),
  }))
}

/** The first of those with the fewest objects. */
const leastLoaded = (officers: readonly number[], loads: readonly number[]): number =>
  officers.reduce((least, each) => (loadOf(loads, each) < loadOf(loads, least) ? each : least))

const loadOf = (loads: readonly number[], officer: number): number => loads[officer] as number

/** Carries out exchanges until none makes the loads more even. */
function level(
  teams: number[][],
  loads: number[],
  suits: (officer: number, object: number) => boolean,
): void {
  for (;;) {
    if (Math.max(...loads) - Math.min(...loads) < 2) return
    const givers = loads.map((_, i) => i).sort((a, b) => loadOf(loads, b) - loadOf(loads, a) || a - b)
    const chain = givers.reduce<Exchange[] | null>(
      (found, giver) => found ?? chainFrom(giver, teams, loads, suits),
      null,
    )
    if (!chain) return
    for (const { object, from, to } of chain) {
      const team = teams[object] as number[]
      team[team.indexOf(from)] = to
    }
    const [first, last] = [chain[0], chain.at(-1)]
    if (first) loads[first.from] = loadOf(loads, first.from) - 1
    if (last) loads[last.to] = loadOf(loads, last.to) + 1
  }
}

type Exchange = { readonly object: number; readonly from: number; readonly to: number }

/** The shortest chain by which `giver` gives one object away to somebody with at least two fewer. */
function chainFrom(
  giver: number,
  teams: readonly (readonly number[])[],
  loads: readonly number[],
  suits: (officer: number, object: number) => boolean,
): Exchange[] | null {
  const cameBy = new Map<number, Exchange | null>([[giver, null]])
  const queue = [giver]
  for (const from of queue) {
    for (const [object, team] of teams.entries()) {
      if (!team.includes(from)) continue
      for (const to of loads.keys()) {
        if (cameBy.has(to) || team.includes(to) || !suits(to, object)) continue
        cameBy.set(to, { object, from, to })
        if (loadOf(loads, to) <= loadOf(loads, giver) - 2) return chainTo(to, cameBy)
        queue.push(to)
      }
    }
  }
  return null
}

/** Its exchanges, the giver's first. An object that changes hands twice in one chain would need both hands: none does, being shortest. */
function chainTo(last: number, cameBy: ReadonlyMap<number, Exchange | null>): Exchange[] {
  const chain: Exchange[] = []
  for (let step = cameBy.get(last); step; step = cameBy.get(step.from)) chain.unshift(step)
  return chain
}

const inHashOrder =
  (seed: string, hash: Hash) =>
  <T extends readonly [number, ...unknown[]]>(kind: 'object' | 'officer', members: readonly T[]): T[] =>
    members
      .map((member) => ({ member, hash: hash(`${seed}\n${kind}\n${member[0]}`) }))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1))
      .map(({ member }) => member)

/** All that is needed to draw again. */
export type ExportedDraw = {
  readonly draw: number
  readonly at: number
  readonly inputs: DrawInputs
  readonly inputsHash: string
  readonly result: DrawResult
}

export type Verdict = {
  readonly same: boolean
  readonly inputsSame: boolean
  readonly result: DrawResult | null
}

/** Draws again from an export and compares. */
export function verify({ inputs, inputsHash, result }: ExportedDraw, hash: Hash): Verdict {
  const again = draw(inputs, hash)
  const inputsSame = hash(inputsText(inputs)) === inputsHash
  return { inputsSame, same: inputsSame && JSON.stringify(again) === JSON.stringify(result), result: again }
}
