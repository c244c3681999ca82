/** 国务院令第799号 第十九条：受托单位的保密 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, any, type Finding, no, type Text, unknown, yes } from '../reason/finding.ts'
import { orderInForce } from './article-34.ts'

export const article: Article = {
  id: '799/19',
  title: { zh: '受托单位的保密', en: 'Secrecy of contractors' },
  asks: {
    zh: '受托承担设计、施工、检验、验收、维护等工作的单位和人员，对接触到的图像和档案保密，不用于无关活动，不擅自留存、加工、泄露或者提供。',
    en: 'Whoever is entrusted with design, construction, testing, acceptance, maintenance and the like keeps what they meet with secret, uses it for nothing else, and neither keeps, processes, leaks nor provides it without leave.',
  },
  decides: {
    zh: '某项受托工作是否受本条约束；受托单位是否遵守。',
    en: 'Whether a kind of work is bound, and whether the contractor kept to it.',
  },
  open: [
    {
      zh: '“等工作”所及的未列举工作由人判断；运营受托另见第十五条第二款。',
      en: 'Work that only “and the like” could cover is for a person to say; operation is in Article 15(2).',
    },
  ],
  rows: [
    {
      id: '799/19/works',
      from: '2025-04-01',
      value: ['design', 'construction', 'testing', 'acceptance', 'maintenance'],
      source: '国务院令第799号第十九条',
      status: 'original text seen',
    },
  ],
}

const text = (zh: string, en: string): Text => ({ zh, en })
const used = ['work']
const LISTED = yes('799/19', text('属于所列的受托工作。', 'It is work the article lists.'), used)
const OTHER = unknown(
  '799/19',
  text(
    '不在所列之中，是否属于“等工作”由人判断。',
    'It isn’t listed; whether “and the like” covers it is for a person.',
  ),
  [],
  used,
)
const OPEN = unknown('799/19', text('受托做什么未知。', 'What the contractor does is not known.'), used)
const NOBODY = no('799/19', text('没有委托他人。', 'Nobody is entrusted with anything.'), used)

/** Whether the article binds whoever does this work. `none`: nobody is entrusted. */
export function contractorBound(work: string | undefined, on: string, book: Book): Finding {
  const row = book.at('799/19/works', on)
  const listed =
    work === undefined
      ? OPEN
      : work === 'none'
        ? NOBODY
        : row !== null && (row.value as readonly string[]).includes(work)
          ? LISTED
          : OTHER
  return all(orderInForce(on, book), listed)
}

const related = duty('799/19', 'usedForTheWorkOnly', {
  yes: text('只用于受托工作。', 'It is used for the work only.'),
  no: text('用于与受托工作无关的活动。', 'It was used for something else.'),
  unknown: text('是否用于无关活动未知。', 'Whether it was used for something else is not known.'),
})
const nothingKept = duty('799/19', 'nothingKept', {
  yes: text('没有留存或加工。', 'Nothing was kept or processed.'),
  no: text('留存或加工了图像或档案。', 'Something was kept or processed.'),
  unknown: text('是否留存或加工未知。', 'Whether anything was kept is not known.'),
})
const nothingGiven = duty('799/19', 'nothingGiven', {
  yes: text('没有泄露或向他人提供。', 'Nothing was leaked or given to others.'),
  no: text('泄露或向他人提供了图像或档案。', 'Something was leaked or given to others.'),
  unknown: text('是否泄露或提供未知。', 'Whether anything was given away is not known.'),
})
const leave = duty('799/19', 'leaveGiven', {
  yes: text('经委托单位许可。', 'The unit allowed it.'),
  no: text('未经委托单位许可。', 'The unit did not allow it.'),
  unknown: text('是否经许可未知。', 'Whether the unit allowed it is not known.'),
})

/** Whether a contractor kept to Article 19. `leaveGiven`: the unit allowed what was kept or given. */
export function contractorConduct(
  facts: {
    readonly work?: string
    readonly usedForTheWorkOnly?: boolean
    readonly nothingKept?: boolean
    readonly nothingGiven?: boolean
    readonly leaveGiven?: boolean
    readonly on: string
  },
  book: Book,
): Finding {
  const allowed = leave(facts.leaveGiven)
  return complies(
    contractorBound(facts.work, facts.on, book),
    related(facts.usedForTheWorkOnly),
    any(nothingKept(facts.nothingKept), allowed),
    any(nothingGiven(facts.nothingGiven), allowed),
  )
}
