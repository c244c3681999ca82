import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { type Language, LanguageContext } from '../text/language.ts'
import { antTheme, paint, type Shade } from './tokens.ts'

type Choice = {
  readonly language: Language
  readonly shade: Shade
  readonly setLanguage: (language: Language) => void
  readonly setShade: (shade: Shade) => void
}

const ChoiceContext = createContext<Choice | null>(null)

/** Language and shade as chosen on this console; they are no secret and outlive the session. */
export function useLook(): Choice {
  const choice = useContext(ChoiceContext)
  if (choice === null) throw new Error('Look is missing above this component')
  return choice
}

function kept<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const value = localStorage.getItem(name)
  return allowed.find((one) => one === value) ?? otherwise
}

/** Everything below speaks one language and wears one shade. The watch room opens dark and in Chinese. */
export function Look({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => kept('language', ['zh', 'en'], 'zh'))
  const [shade, setShade] = useState<Shade>(() => kept('shade', ['dark', 'light'], 'dark'))
  useEffect(() => {
    localStorage.setItem('language', language)
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
  }, [language])
  useEffect(() => {
    localStorage.setItem('shade', shade)
    paint(shade)
  }, [shade])
  const choice = useMemo(() => ({ language, shade, setLanguage, setShade }), [language, shade])
  const theme = useMemo(() => antTheme(shade), [shade])
  return (
    <ChoiceContext value={choice}>
      <LanguageContext value={language}>
        <ConfigProvider
          locale={language === 'zh' ? zhCN : enUS}
          theme={theme}
          componentSize="medium"
          wave={{ disabled: true }}
          button={{ autoInsertSpace: false }}
        >
          <App style={{ height: '100%' }} message={{ maxCount: 3, top: 52 }}>
            {children}
          </App>
        </ConfigProvider>
      </LanguageContext>
    </ChoiceContext>
  )
}
