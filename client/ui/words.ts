/** Every word on the screens, in Simplified Chinese and English: a key missing in one of them fails the type check. */

import { create } from 'zustand'
import * as command from './words/command.ts'
import * as desk from './words/desk.ts'
import * as events from './words/events.ts'
import * as field from './words/field.ts'
import * as link from './words/link.ts'
import * as nouns from './words/nouns.ts'
import * as screen from './words/screen.ts'
import type { Language, Translated } from './words/shape.ts'
import * as wall from './words/wall.ts'

export type { Language } from './words/shape.ts'

const zh = {
  ...nouns.zh,
  screen: screen.zh,
  link: link.zh,
  events: events.zh,
  desk: { ...desk.zh, ...command.zh },
  wall: wall.zh,
  field: field.zh,
}
export type Words = Translated<typeof zh>

const en: Words = {
  ...nouns.en,
  screen: screen.en,
  link: link.en,
  events: events.en,
  desk: { ...desk.en, ...command.en },
  wall: wall.en,
  field: field.en,
}

const dictionaries: Record<Language, Words> = { zh, en }
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
}

/** Tells the document which language it speaks, for screen readers and fonts. */
export function tellDocument(): void {
  document.documentElement.lang = languageNow() === 'zh' ? 'zh-CN' : 'en'
  document.title = wordsNow().screen.title
}

/** Picks the name in the language spoken: `named(unit)` of `{ name, nameEn }`. */
export function useNamed(): (thing: { name: string; nameEn: string }) => string {
  const language = useLanguage()
  return (thing) => (language === 'zh' ? thing.name : thing.nameEn)
}
