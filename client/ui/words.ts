/** Every word on the screens, in Simplified Chinese and English: a key missing in one of them fails the type check. */

import { create } from 'zustand'
import { chinese, type Words } from './words/chinese.ts'
import { english } from './words/english.ts'
import type { Language } from './words/shape.ts'

export type { Words } from './words/chinese.ts'
export type { Language } from './words/shape.ts'

const dictionaries: Record<Language, Words> = { zh: chinese, en: english }
const REMEMBERED = 'language'

/** A wall has no keyboard: its address may say the language, `?lang=en`. */
const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(REMEMBERED)
const useLanguageStore = create<{ language: Language }>(() => ({ language: asked === 'en' ? 'en' : 'zh' }))

export const useLanguage = (): Language => useLanguageStore((state) => state.language)
export const useWords = (): Words => dictionaries[useLanguage()]
export const wordsNow = (): Words => dictionaries[useLanguageStore.getState().language]
export const languageNow = (): Language => useLanguageStore.getState().language

export function chooseLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language)
  useLanguageStore.setState({ language })
  tellDocument()
  fetchLetters()
}

/** Tells the document which language it speaks, for screen readers and fonts. */
export function tellDocument(): void {
  document.documentElement.lang = languageNow() === 'zh' ? 'zh-CN' : 'en'
  document.title = wordsNow().screen.title
}

/**
 * Fetches every piece of the font that the screens' own words need. Pieces come when their letters first appear, and a
 * warning must not stand there as boxes while the link that brings its letters is the one it warns of.
 */
export function fetchLetters(): void {
  const letters = new Set(textOf(wordsNow()))
  // Without a link some stay away, and come when they are first written.
  document.fonts.load('1em "Noto Sans SC Variable"', [...letters].join('')).catch(() => undefined)
}

/** All text of a dictionary, that of its functions too. */
const textOf = (words: unknown): string =>
  typeof words === 'object' && words !== null ? Object.values(words).map(textOf).join('') : String(words)

/** Picks the name in the language spoken: `named(unit)` of `{ name, nameEn }`. */
export function useNamed(): (thing: { name: string; nameEn: string }) => string {
  const language = useLanguage()
  return (thing) => (language === 'zh' ? thing.name : thing.nameEn)
}
