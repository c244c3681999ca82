import { Form, type FormInstance } from 'antd'
import { Why } from '../law/Why.tsx'
import { useText } from '../text/language.ts'
import { accessFacts } from './access-facts.ts'
import type { ActRow, Fields } from './form.ts'
import { text } from './form-text.ts'

/** What the law says to the use as the form stands now. It decides nothing here: the station does, and registers it. */
export function AccessWhy({ act, form }: { act: ActRow; form: FormInstance<Fields> }) {
  const t = useText(text)
  const fields = Form.useWatch([], form) as Partial<Fields> | undefined
  const facts = accessFacts(act, fields ?? {})
  if (facts === null) return null
  return <Why asking={{ question: 'access', facts }}>{t.why}</Why>
}
