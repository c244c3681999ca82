/** 北京市人民政府令第185号 第九条：隐私与秘密 */
import type { Article } from '../article.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, type Finding } from '../reason/finding.ts'

export const article: Article = {
  id: '185/9',
  title: { zh: '隐私与秘密', en: 'Privacy and secrets' },
  asks: {
    zh: '设置系统不得侵犯公民隐私；涉及隐私的图像应当保密；涉及国家秘密、商业秘密的系统按国家规定建设。',
    en: 'A system may not breach anyone’s privacy; images that touch privacy are kept confidential; where state or commercial secrets are concerned the state’s rules are followed.',
  },
  decides: {
    zh: '一台摄像机的设置和图像保管是否符合本条所给事实。',
    en: 'Whether a camera and the keeping of its images are as this article asks, by the facts given.',
  },
  open: [
    {
      zh: '是否侵犯隐私、图像是否涉及隐私由人判断；第799号令第八条列举的位置不得安装。',
      en: 'Whether it breaches privacy, and whether images touch it, is for a person to say; the positions of Order 799 Art. 8 are forbidden outright.',
    },
    {
      zh: '国家关于秘密的规定不在此处，是否遵守由人记录。',
      en: 'The state’s rules on secrets aren’t held here; that they are followed is written down by a person.',
    },
    {
      zh: '违反本条本身没有罚则。',
      en: 'No penalty is set for a breach of this article by itself.',
    },
  ],
  rows: [],
}

const harmless = duty(article.id, 'respected', {
  yes: { zh: '不侵犯公民隐私。', en: 'It breaches nobody’s privacy.' },
  no: { zh: '侵犯公民隐私，不得设置。', en: 'It breaches someone’s privacy and may not be there.' },
  unknown: {
    zh: '是否侵犯公民隐私未核查。',
    en: 'Whether it breaches anyone’s privacy hasn’t been looked at.',
  },
})
const touching = duty(article.id, 'touchesPrivacy', {
  yes: { zh: '图像涉及隐私。', en: 'The images touch privacy.' },
  no: { zh: '图像不涉及隐私。', en: 'The images don’t touch privacy.' },
  unknown: { zh: '图像是否涉及隐私未知。', en: 'Whether the images touch privacy is not known.' },
})
const confidential = duty(article.id, 'keptConfidential', {
  yes: { zh: '图像已采取保密措施。', en: 'The images are kept confidential.' },
  no: { zh: '图像没有采取保密措施。', en: 'The images aren’t kept confidential.' },
  unknown: {
    zh: '图像是否采取保密措施未知。',
    en: 'Whether the images are kept confidential is not known.',
  },
})
const secretive = duty(article.id, 'secrets', {
  yes: { zh: '涉及国家秘密或者商业秘密。', en: 'State or commercial secrets are concerned.' },
  no: { zh: '不涉及国家秘密、商业秘密。', en: 'No state or commercial secrets are concerned.' },
  unknown: { zh: '是否涉及秘密未知。', en: 'Whether secrets are concerned is not known.' },
})
const ruled = duty(article.id, 'secretsRulesFollowed', {
  yes: { zh: '按国家关于秘密的规定建设。', en: 'It follows the state’s rules on secrets.' },
  no: { zh: '没有按国家关于秘密的规定建设。', en: 'It doesn’t follow the state’s rules on secrets.' },
  unknown: {
    zh: '是否按国家关于秘密的规定建设未知。',
    en: 'Whether it follows the state’s rules on secrets is not known.',
  },
})

/**
 * Whether a camera is as Article 9 asks. `respected`: a person found that it breaches nobody's privacy. `secrets`:
 * whether state or commercial secrets are concerned.
 */
export const respectsPrivacy = (facts: {
  readonly respected?: boolean | undefined
  readonly touchesPrivacy?: boolean | undefined
  readonly keptConfidential?: boolean | undefined
  readonly secrets?: boolean | undefined
  readonly secretsRulesFollowed?: boolean | undefined
}): Finding =>
  all(
    harmless(facts.respected),
    complies(touching(facts.touchesPrivacy), confidential(facts.keptConfidential)),
    complies(secretive(facts.secrets), ruled(facts.secretsRulesFollowed)),
  )
