/** Switches between Chinese and English; the button is named in the other language. */
import { chooseLanguage, useLanguage, useWords } from './words.ts'

export function LanguageSwitch() {
  const words = useWords()
  const language = useLanguage()
  return (
    <button
      type="button"
      className="button quiet"
      aria-label={words.screen.languageLabel}
      data-testid="language"
      onClick={() => chooseLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {words.screen.language}
    </button>
  )
}
