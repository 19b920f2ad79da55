/** The words of whatever went wrong, in the language spoken. */
import { Refusal } from '../api.ts'
import { type Language, languageNow, useLanguage } from './words.ts'

export function useRefusalWords(): (error: unknown) => string {
  const language = useLanguage()
  return (error) => refusalWords(error, language)
}

export function refusalWords(error: unknown, language: Language = languageNow()): string {
  if (error instanceof Refusal) return error.words[language]
  throw error
}
