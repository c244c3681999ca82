import { Button } from 'antd'
import { Icon } from '../kit/icons.tsx'
import { useLook } from '../kit/Look.tsx'
import { useText } from '../text/language.ts'
import { text } from './text.ts'

/** Language and shade. */
export function LookSwitches() {
  const t = useText(text)
  const { language, shade, setLanguage, setShade } = useLook()
  const other = shade === 'dark' ? t.toLight : t.toDark
  return (
    <span className="row" style={{ gap: 2, flexWrap: 'nowrap' }}>
      <Button
        type="text"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {t.language}
      </Button>
      <Button
        type="text"
        aria-label={other}
        title={other}
        icon={<Icon name={shade === 'dark' ? 'sun' : 'moon'} />}
        onClick={() => setShade(shade === 'dark' ? 'light' : 'dark')}
      />
    </span>
  )
}
