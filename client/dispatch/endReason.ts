/** Why an assignment ended, in words. */
import type { EndReason } from '#contract/assignments.ts'
import type { Words } from '../ui/words/chinese.ts'

/** A reason of the contract in words, else what a person wrote. */
export const endReasonWords = (reason: string, words: Words): string =>
  Object.hasOwn(words.sending.endReasons, reason) ? words.sending.endReasons[reason as EndReason] : reason
