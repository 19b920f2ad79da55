/** The shape one language's dictionary takes from the other: the same keys, sentences with the same blanks. */

export type Language = 'zh' | 'en'

export type Translated<T> = {
  readonly [Key in keyof T]: T[Key] extends (...blanks: infer Blanks) => string
    ? (...blanks: Blanks) => string
    : T[Key] extends string
      ? string
      : Translated<T[Key]>
}
