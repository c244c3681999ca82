/**
 * Both languages or it doesn't compile: a page's `text.ts` holds `zh` and an `en` typed as `typeof zh`; `useText`
 * picks one. zh-CN is written first, in the words of the decree.
 */
import { createContext, useContext } from 'react'

export type Language = 'zh' | 'en'

export type Texts<T> = { readonly zh: T; readonly en: T }

export const LanguageContext = createContext<Language>('zh')

export function useLanguage(): Language {
  return useContext(LanguageContext)
}

/** The page's text in the language in force. */
export function useText<T>(texts: Texts<T>): T {
  return texts[useContext(LanguageContext)]
}
