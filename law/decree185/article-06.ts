/** 北京市人民政府令第185号 第六条：单位自建系统的范围 */
import type { Article } from '../article.ts'
import { duty } from '../reason/duty.ts'
import { all, type Finding, no, unknown, yes } from '../reason/finding.ts'

export const article: Article = {
  id: '185/6',
  title: { zh: '单位自建系统的范围', en: 'Within the unit’s own scope' },
  asks: {
    zh: '单位自建系统应当符合政府的统一规划和要求，不得采集本单位范围以外公共区域的图像。',
    en: 'A unit’s own system follows the government’s plan and may not collect images of public areas outside its scope.',
  },
  decides: {
    zh: '一台摄像机的画面是否只在本单位范围之内；单位的系统是否符合规划并守住范围。',
    en: 'Whether a camera collects nothing of public areas outside the unit’s scope, and whether it follows the plan.',
  },
  open: [
    {
      zh: '按几何算得的范围外份额大于零，是交人核查的问题，不是违法的认定；认定由核查人作出。',
      en: 'A share of the view that lies outside, computed from geometry, is a question for a person and no breach; only a person who looked finds one.',
    },
    {
      zh: '录制之前的遮蔽才是补救；显示或者导出时的遮蔽不是，不在此处计算。',
      en: 'A mask before recording is a remedy; one at display or export is none and isn’t asked for here.',
    },
    {
      zh: '政府建设的系统不受本条约束。',
      en: 'Systems that government builds are not bound by this article.',
    },
    {
      zh: '政府的统一规划未收录，是否符合由人记录。',
      en: 'The government’s plan isn’t held here; that it is followed is written down by a person.',
    },
  ],
  rows: [],
}

const FOUND_OUTSIDE = no(
  article.id,
  {
    zh: '核查认定采集了本单位范围以外公共区域的图像。',
    en: 'A person found that it collects images of public areas outside the unit’s scope.',
  },
  ['found'],
)
const FOUND_WITHIN = yes(
  article.id,
  {
    zh: '核查认定没有采集范围以外公共区域的图像。',
    en: 'A person found that it collects nothing of public areas outside the scope.',
  },
  ['found'],
)
const NOTHING_OUTSIDE = yes(
  article.id,
  { zh: '画面没有落在范围以外的公共区域。', en: 'None of the view falls on public areas outside.' },
  ['shareOutside'],
)
const MASKED = yes(
  article.id,
  { zh: '范围以外的部分在录制前已遮蔽。', en: 'What lies outside is masked before recording.' },
  ['maskedBeforeRecording'],
)
const LOOK = unknown(
  article.id,
  {
    zh: '部分画面可能落在范围以外的公共区域，请人工核查；可调整朝向或者在录制前遮蔽。',
    en: 'Part of the view may fall on public areas outside; a person has to look. Re-aim it, or mask before recording.',
  },
  ['found'],
  ['shareOutside'],
)
const MEASURE = unknown(
  article.id,
  {
    zh: '范围以外的份额未知，请测算或者核查。',
    en: 'What share falls outside is not known; measure it, or have a person look.',
  },
  ['shareOutside', 'maskedBeforeRecording', 'found'],
)

export type View = {
  /** What share of the view falls on public areas outside, 0 to 1, as computed. */
  readonly shareOutside?: number | undefined
  readonly maskedBeforeRecording?: boolean | undefined
  /** What a person who looked found; counts before all that is computed. */
  readonly found?: 'within' | 'outside' | undefined
}

/** Whether a camera collects nothing of public areas outside the unit's scope. */
export function keepsWithinScope({ shareOutside, maskedBeforeRecording, found }: View): Finding {
  if (found !== undefined) return found === 'outside' ? FOUND_OUTSIDE : FOUND_WITHIN
  if (shareOutside === 0) return NOTHING_OUTSIDE
  if (maskedBeforeRecording === true) return MASKED
  return shareOutside === undefined ? MEASURE : LOOK
}

const planned = duty(article.id, 'followsPlan', {
  yes: {
    zh: '已记录符合政府的统一规划和要求。',
    en: 'It is on record that it follows the government’s plan.',
  },
  no: { zh: '不符合政府的统一规划和要求。', en: 'It doesn’t follow the government’s plan.' },
  unknown: {
    zh: '是否符合政府的统一规划未记录。',
    en: 'Whether it follows the government’s plan is not on record.',
  },
})

/** Whether a unit's own camera is as Article 6 asks. */
export const unitCameraConforms = (facts: View & { readonly followsPlan?: boolean | undefined }): Finding =>
  all(planned(facts.followsPlan), keepsWithinScope(facts))
