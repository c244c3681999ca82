import { Form, type FormInstance } from 'antd'
import { useStationNow } from '../kit/TimeText.tsx'
import { dayOf } from '../kit/time.ts'
import { Why } from '../law/Why.tsx'
import { useText } from '../text/language.ts'
import { accessFacts } from './access-facts.ts'
import type { ActRow, Fields } from './form.ts'
import { text } from './form-text.ts'

/** What the law says to the use as the form stands now. It decides nothing here: the station does, and registers it. */
export function AccessWhy({ act, form }: { act: ActRow; form: FormInstance<Fields> }) {
  const t = useText(text)
  const fields = Form.useWatch([], form) as Partial<Fields> | undefined
  const now = useStationNow()
  const facts = accessFacts(act, fields ?? {}, dayOf(now()))
  return <Why asking={{ question: 'access', facts }}>{t.why}</Why>
}
