/** Whether a place must have a system, and who builds it: Decree 185 Arts 5 and 7, Order 799 Art. 7. */
import { districtInBeijing, noSuchDistrict } from '../decree185/article-02.ts'
import { added, additionTo, type Group, mustInstall, obligingGroup } from '../decree185/article-05.ts'
import { decreeGovernmentBuilds } from '../decree185/article-07.ts'
import { decreeInForce } from '../decree185/article-27.ts'
import { type Premises, premises } from '../facts/place-kind.ts'
import { builderNamed, listedByArticle7 } from '../order799/article-07.ts'
import { orderInForce } from '../order799/article-34.ts'
import { all, any, type Text } from '../reason/finding.ts'
import { contradiction, question } from './question.ts'

export type DutyToInstall = {
  readonly rules: readonly string[]
  /** The Decree's group; null where the Decree doesn't oblige, or the place was named by the municipal department. */
  readonly group: Group | null
  /** Null where nobody has to build. */
  readonly builtBy: 'unit' | 'government' | null
  readonly addition: { readonly document: string; readonly on: string } | null
}

const name = 'duty-to-install'
const inBeijing = districtInBeijing('premises.district')
const NOTHING_KNOWN: Premises = {}
const NO_DUTY: DutyToInstall = { rules: [], group: null, builtBy: null, addition: null }

export const dutyToInstall = question({
  name,
  title: { zh: '应否安装', en: 'Duty to install' },
  facts: { premises },
  says: {
    yes: { zh: '应当安装系统。', en: 'It must have a system.' },
    no: { zh: '当日没有安装义务。', en: 'On that day it needn’t have a system.' },
    unknown: {
      zh: '应否安装尚不能确定，请人工判断。',
      en: 'Whether it must have a system can not be said; a person has to judge.',
    },
  },
  turns: ['185/2/', '185/5/', '185/7/', '185/27/', '799/7/', '799/34/'],

  refuse({ premises, on }) {
    if (noSuchDistrict(premises?.district, on))
      return contradiction(
        `${name}/no-such-district`,
        'premises.district',
        `${on} 北京市没有这个代码的区；请核对区划代码。`,
        `on ${on} Beijing has no district of this code; check it.`,
      )
    return null
  },

  decide({ premises = NOTHING_KNOWN, on }, { book }) {
    const orderForce = orderInForce(on, book)
    const order =
      orderForce.outcome === 'yes' ? all(orderForce, listedByArticle7(premises, on, book)) : orderForce
    const decree = all(
      decreeInForce(on, book),
      inBeijing(premises.district, on, book),
      mustInstall(premises, order, on, book),
    )
    const finding = any(decree, order)
    return {
      finding,
      answer: (): DutyToInstall | null => {
        if (finding.outcome === 'unknown') return null
        if (finding.outcome === 'no') return NO_DUTY
        // A yes has a kind: without one both laws leave it open.
        const kind = premises.kind!
        const [decreeBinds, orderBinds] = [decree.outcome === 'yes', order.outcome === 'yes']
        const addition = decreeBinds ? additionTo(premises, on, book) : null
        const listed = decreeBinds ? obligingGroup(kind, premises.key, on, book) : null
        const byGovernment =
          decreeGovernmentBuilds(kind, on, book) || builderNamed(kind, on, book)?.by === 'government'
        return {
          rules: decreeBinds ? (orderBinds ? ['185/5', '799/7'] : ['185/5']) : ['799/7'],
          group: listed ?? (decreeBinds && orderBinds ? 5 : null),
          builtBy: byGovernment ? 'government' : 'unit',
          addition: addition === null ? null : { document: added(addition).document, on: addition.from },
        }
      },
      // One law obliges; whether the other does too is told, since it has its own penalties.
      remarks: () => [decree, order],
    }
  },

  tell({ rules, group, builtBy, addition }) {
    if (builtBy === null) return [{ zh: '没有安装义务。', en: 'No duty to install.' }]
    const lines: Text[] = [
      { zh: `依据：${rules.join('、')}。`, en: `Under: ${rules.join(', ')}.` },
      builtBy === 'government'
        ? { zh: '由政府建设。', en: 'To be built by government.' }
        : { zh: '由本单位建设。', en: 'To be built by the unit.' },
    ]
    if (group !== null)
      lines.push({
        zh: `属于第185号令第五条第（${'一二三四五'[group - 1]}）项。`,
        en: `Of item ${group} of Decree 185 Art. 5.`,
      })
    if (addition !== null)
      lines.push({
        zh: `市级主管部门另行确定：${addition.document}，自${addition.on}。`,
        en: `Named by the municipal department: ${addition.document}, from ${addition.on}.`,
      })
    return lines
  },
})
