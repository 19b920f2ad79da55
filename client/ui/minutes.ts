/** A length of time in whole minutes, as a stay in a zone is told. */
export const minutesOf = (ms: number): number => Math.max(0, Math.floor(ms / 60_000))
