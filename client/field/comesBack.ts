/** Whether an answer to a command means “not now” rather than “no”. */
import type { Refusal } from '../api.ts'

/** Nobody answered, too much at once, still at work on it, or signed out. */
export const comesBack = ({ status, code }: Refusal): boolean =>
  status === 0 || status === 401 || status === 429 || status >= 500 || code === 'in_flight'
