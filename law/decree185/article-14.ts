/** 北京市人民政府令第185号 第十四条：监看人员与禁止擅自查阅 */
import type { Article } from '../article.ts'
import type { Book } from '../reason/book.ts'
import { complies, duty } from '../reason/duty.ts'
import { all, any, type Finding, yes } from '../reason/finding.ts'
import { decreeInForce } from './article-27.ts'

export const article: Article = {
  id: '185/14',
  title: { zh: '监看人员与禁止擅自查阅', en: 'Watch staff; nobody looks without leave' },
  asks: {
    zh: '监看人员遵守制度、坚守岗位、爱护设备、保守秘密；无关人员不擅自进入监看场所；除依办法使用外，任何人不擅自查阅、复制、提供、传播留存的图像信息。',
    en: 'Watch staff keep the rules, stay at post, care for the equipment and keep secrets; people who have nothing to do with the watch do not enter the room without leave; beyond what the Decree allows nobody views, copies, provides or spreads kept images without leave.',
  },
  decides: {
    zh: '某人可否进入监看场所；监看人员是否尽责；不在规定途径内的查看为何不予许可。',
    en: 'Whether somebody may enter the room; whether watch staff do their duty; why access outside the known routes is refused.',
  },
  open: [
    {
      zh: '其他法律另有查阅权利的（如个人信息保护法第四十五条），不在本条判断。',
      en: 'Rights under other laws, such as Personal Information Protection Law 45, are not decided here.',
    },
    { zh: '“擅自”指未经单位许可。', en: '“Without leave” means without the unit’s permission.' },
  ],
  rows: [],
}

const related = duty('185/14', 'partOfTheWatch', {
  yes: { zh: '其工作与监看有关。', en: 'Their work is part of the watch.' },
  no: { zh: '其工作与监看无关。', en: 'Their work has nothing to do with the watch.' },
  unknown: { zh: '其工作是否与监看有关未知。', en: 'Whether their work is part of the watch is not known.' },
})
const leave = duty('185/14', 'leaveGiven', {
  yes: { zh: '单位已许可进入。', en: 'The unit let them in.' },
  no: { zh: '单位没有许可进入。', en: 'The unit did not let them in.' },
  unknown: { zh: '单位是否许可未知。', en: 'Whether the unit let them in is not known.' },
})

/** Whether somebody may be in the watching room. */
export function mayEnter(facts: {
  readonly partOfTheWatch?: boolean
  readonly leaveGiven?: boolean
}): Finding {
  return any(related(facts.partOfTheWatch), leave(facts.leaveGiven))
}

const atPost = duty('185/14', 'atPost', {
  yes: { zh: '监看人员在岗。', en: 'Watch staff are at post.' },
  no: { zh: '监看人员离岗。', en: 'Watch staff left their post.' },
  unknown: { zh: '监看人员是否在岗未知。', en: 'Whether they are at post is not known.' },
})
const secret = duty('185/14', 'secretsKept', {
  yes: { zh: '监看人员保守秘密。', en: 'Watch staff keep secrets.' },
  no: { zh: '监看人员泄露秘密。', en: 'Watch staff gave a secret away.' },
  unknown: { zh: '是否保守秘密未知。', en: 'Whether secrets are kept is not known.' },
})

/** Whether those on watch do their duty. */
export function watchStaff(
  facts: { readonly atPost?: boolean; readonly secretsKept?: boolean; readonly on: string },
  book: Book,
): Finding {
  return complies(decreeInForce(facts.on, book), atPost(facts.atPost), secret(facts.secretsKept))
}

const FORBIDDEN = yes(
  '185/14',
  {
    zh: '不合规定途径的，任何人不得擅自查阅、复制、提供、传播。',
    en: 'What no route allows, nobody may view, copy, provide or spread.',
  },
  ['route'],
)

/** Said beside a no: access that no route allows is forbidden, not only unregulated. Null before the Decree. */
export function forbidden(on: string, book: Book): Finding | null {
  const found = all(decreeInForce(on, book), FORBIDDEN)
  return found.outcome === 'yes' ? FORBIDDEN : null
}
