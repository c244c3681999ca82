import { LAW } from '#law/law.ts'
import { duties } from '#tests/law/duties.ts'
import { sentences } from '#tests/law/sentences.ts'
import { article, flawDealtWith, productFit } from './article-12.ts'

const on = '2025-04-01'
const fit = (facts: Parameters<typeof productFit>[0]) => productFit(facts, LAW.book)
const dealt = (facts: Parameters<typeof flawDealtWith>[0]) => flawDealtWith(facts, LAW.book)
const flaw = { flawFound: true, remedied: true, usersTold: true, authorityTold: true, on }

sentences(article, [
  {
    says: '符合标准且无恶意程序的可以采用 / what meets the standards and is clean may be used',
    gives: 'yes',
    when: () => fit({ meetsMandatoryStandards: true, noMaliciousProgram: true, on }),
  },
  {
    says: '设有恶意程序的不得采用 / what has a malicious program may not',
    gives: 'no',
    when: () => fit({ meetsMandatoryStandards: true, noMaliciousProgram: false, on }),
  },
  {
    says: '是否符合标准未知 / whether it meets the standards is not known',
    gives: 'unknown',
    when: () => fit({ noMaliciousProgram: true, on }),
  },
  {
    says: '没有发现缺陷则无须补救 / where no flaw was found nothing is to be remedied',
    gives: 'yes',
    when: () => dealt({ flawFound: false, on }),
  },
  {
    says: '发现缺陷没有告知用户 / users were not told of a flaw',
    gives: 'no',
    when: () => dealt({ ...flaw, usersTold: false }),
  },
  {
    says: '是否发现缺陷未知 / whether there was a flaw is not known',
    gives: 'unknown',
    when: () => dealt({ remedied: false, on }),
  },
])
duties('799/12 product', {
  done: { meetsMandatoryStandards: true, noMaliciousProgram: true, on },
  met: fit,
  breaks: [
    ['meetsMandatoryStandards', false, '799/12'],
    ['noMaliciousProgram', false, '799/12'],
  ],
  free: [{ on: '2025-03-31' }],
})
duties('799/12 flaw', {
  done: flaw,
  met: dealt,
  breaks: [
    ['remedied', false, '799/12'],
    ['usersTold', false, '799/12'],
    ['authorityTold', false, '799/12'],
  ],
  free: [{ on: '2025-03-31' }, { flawFound: false }],
})
