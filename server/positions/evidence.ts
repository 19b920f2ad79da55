/** A score of observations for and against one suspicion: what convinces is many, over a wide ground, with little against. */

const CONVINCING = 30
/** No score goes further, so that a device mended, or bound to another unit, is believed again within minutes. */
const MOST = 45
const LEAST = -60
/** So many in a row against it prove the opposite. */
const DENIALS = 10
const DOUBT = 0.5
const AGAINST = 3

/** A class, for there are four to a device: as closures they took 0.5 kB each. */
export class Evidence {
  readonly #reachMetres: number
  #score = 0
  #denials = 0
  #ground = ''
  #west = 0
  #east = 0
  #south = 0
  #north = 0

  /** `reachMetres`: how wide a ground what speaks for it must cover. */
  constructor(reachMetres: number) {
    this.#reachMetres = reachMetres
    this.#forgetReach()
  }

  /** Seen at `x`, `y` in metres; what is seen on another `ground` is counted, and its reach measured anew. */
  support(x: number, y: number, ground = ''): void {
    this.#score = Math.min(MOST, this.#score + 1)
    this.#denials = 0
    if (ground !== this.#ground) this.#forgetReach()
    this.#ground = ground
    this.#west = Math.min(this.#west, x)
    this.#east = Math.max(this.#east, x)
    this.#south = Math.min(this.#south, y)
    this.#north = Math.max(this.#north, y)
  }

  /** Neither for nor against: a suspicion that explains nothing fades. */
  doubt(): void {
    this.#lessen(DOUBT)
  }

  against(): void {
    this.#denials++
    this.#lessen(AGAINST)
  }

  convinces(): boolean {
    const reach = Math.max(this.#east - this.#west, this.#north - this.#south)
    return this.#score >= CONVINCING && reach >= this.#reachMetres
  }

  /** What spoke for it has been outweighed, or there was nothing. */
  isGone(): boolean {
    return this.#score <= 0
  }

  /** Much has spoken against it. */
  isDenied(): boolean {
    return this.#denials >= DENIALS
  }

  #lessen(by: number): void {
    this.#score = Math.max(LEAST, this.#score - by)
    if (this.#score <= 0) this.#forgetReach()
  }

  #forgetReach(): void {
    this.#west = Number.POSITIVE_INFINITY
    this.#east = Number.NEGATIVE_INFINITY
    this.#south = Number.POSITIVE_INFINITY
    this.#north = Number.NEGATIVE_INFINITY
  }
}
