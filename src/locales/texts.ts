import { language, useLanguage, type Language } from './language'

export type Texts<T> = Record<Language, T>

/**
 * Declares the texts of one area in both languages; the English ones must have the shape of the Chinese ones.
 * Texts with parts are functions. They live beside the pages that use them, so a sub-package carries its own.
 */
export function defineTexts<T extends object>(zh: T, en: NoInfer<T>): Texts<T> {
  return { zh, en }
}

/** Texts of an area in the chosen language; the component follows a change of language. */
export function useTexts<T>(texts: Texts<T>): T {
  return texts[useLanguage()]
}

/** The same outside of React, e.g. in an event handler that outlives its component. */
export function textsNow<T>(texts: Texts<T>): T {
  return texts[language()]
}
