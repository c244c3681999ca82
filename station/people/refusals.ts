/** What people are told no to: signing in, passwords, accounts. */
import type { RefusalTable } from '../refusal.ts'

export const peopleRefusals = {
  'people/sign-in-first': {
    status: 401,
    title: { zh: '尚未登录或登录已过期', en: 'Not signed in, or no longer' },
    next: { zh: '请登录后重试。', en: 'Sign in and try again.' },
    articles: [],
  },
  'people/sign-in-failed': {
    status: 401,
    title: { zh: '登录未成功', en: 'Signing in did not succeed' },
    next: {
      zh: '请核对登录名和密码；账号可能尚未生效或已停用，可询问管理员。',
      en: 'Check login and password; the account may not be active yet or any more: ask the administrator.',
    },
    articles: [],
  },
  'people/code-needed': {
    status: 401,
    title: { zh: '还需要动态验证码', en: 'A one-time code is needed too' },
    next: { zh: '请输入验证器上的六位数字。', en: 'Enter the six digits your authenticator shows.' },
    articles: [],
  },
  'people/code-wrong': {
    status: 401,
    title: { zh: '动态验证码不对或已用过', en: 'The one-time code is wrong or was used before' },
    next: {
      zh: '请等待下一个验证码，并检查手机时间。',
      en: 'Wait for the next code, and check the phone’s clock.',
    },
    articles: [],
  },
  'people/wait': {
    status: 429,
    title: { zh: '尝试次数过多', en: 'Too many attempts' },
    next: {
      zh: '请在 {seconds} 秒后重试；用通行密钥登录不受此限。账号不会因此被停用。',
      en: 'Try again in {seconds} s; a passkey is not held up by this. The account is not locked.',
    },
    articles: [],
  },
  'people/busy': {
    status: 503,
    title: { zh: '同时登录的人过多', en: 'Too many people sign in at once' },
    next: { zh: '请稍候几秒重试。', en: 'Try again in a few seconds.' },
    articles: [],
  },
  'people/change-password-first': {
    status: 403,
    title: { zh: '请先修改初始密码', en: 'Change the first password first' },
    next: { zh: '请在“本人”页面设置自己的密码。', en: 'Set a password of your own on the page “Me”.' },
    articles: [],
  },
  'people/password-wrong': {
    status: 403,
    title: { zh: '当前密码不对', en: 'The current password is wrong' },
    next: { zh: '请重新输入当前密码。', en: 'Enter the current password again.' },
    articles: [],
  },
  'people/password-short': {
    status: 422,
    title: { zh: '密码太短', en: 'The password is too short' },
    next: {
      zh: '至少 12 个字符；一句自己记得住的话最好。',
      en: 'At least 12 characters; a sentence you remember is best.',
    },
    articles: [],
  },
  'people/password-login': {
    status: 422,
    title: { zh: '密码与登录名过于相近', en: 'The password is too close to the login' },
    next: { zh: '请换一句与登录名无关的话。', en: 'Choose words that have nothing to do with the login.' },
    articles: [],
  },
  'people/password-common': {
    status: 422,
    title: { zh: '这是常见密码', en: 'This is a common password' },
    next: { zh: '请换一句只有自己想得到的话。', en: 'Choose words only you would think of.' },
    articles: [],
  },
  'people/password-same': {
    status: 422,
    title: { zh: '新密码与原密码相同', en: 'The new password is the old one' },
    next: { zh: '请换一个密码。', en: 'Choose another.' },
    articles: [],
  },
  'people/passkey-failed': {
    status: 401,
    title: { zh: '通行密钥未通过', en: 'The passkey was not accepted' },
    next: { zh: '请重试，或改用密码登录。', en: 'Try again, or sign in with the password.' },
    articles: [],
  },
  'people/passkey-known': {
    status: 409,
    title: { zh: '该通行密钥已登记', en: 'This passkey is registered already' },
    next: { zh: '无需再次登记。', en: 'Nothing needs to be done.' },
    articles: [],
  },
  'people/passkeys-enough': {
    status: 422,
    title: { zh: '通行密钥已有 20 个', en: 'There are 20 passkeys already' },
    next: { zh: '请先删除不用的通行密钥。', en: 'Remove one that is no longer used.' },
    articles: [],
  },
  'people/totp-on': {
    status: 409,
    title: { zh: '动态验证码已启用', en: 'One-time codes are in use already' },
    next: { zh: '更换手机时，请先停用再启用。', en: 'For a new phone, stop using them first.' },
    articles: [],
  },
  'people/totp-off': {
    status: 409,
    title: { zh: '动态验证码未启用', en: 'One-time codes are not in use' },
    next: { zh: '请先开始启用。', en: 'Begin to use them first.' },
    articles: [],
  },
  'people/no-such-person': {
    status: 404,
    title: { zh: '没有此人', en: 'There is no such person' },
    next: { zh: '请刷新人员列表。', en: 'Reload the list of people.' },
    articles: [],
  },
  'people/no-such-session': {
    status: 404,
    title: { zh: '该登录已结束', en: 'That session has ended' },
    next: { zh: '请刷新列表。', en: 'Reload the list.' },
    articles: [],
  },
  'people/no-such-passkey': {
    status: 404,
    title: { zh: '没有这个通行密钥', en: 'There is no such passkey' },
    next: { zh: '请刷新列表。', en: 'Reload the list.' },
    articles: [],
  },
  'people/no-such-change': {
    status: 404,
    title: { zh: '该变更不存在或已处理', en: 'There is no such change, or it was decided' },
    next: { zh: '请刷新人员变更列表。', en: 'Reload the list of changes.' },
    articles: [],
  },
  'people/login-taken': {
    status: 409,
    title: { zh: '登录名已被使用', en: 'The login is taken' },
    next: {
      zh: '请换一个登录名；离开的人不删除，其登录名不再分给他人。',
      en: 'Choose another; people who left are not deleted, and their logins are not given away.',
    },
    articles: [],
  },
  'people/change-waiting': {
    status: 409,
    title: { zh: '此人已有一项同类变更待确认', en: 'Such a change of this person already waits' },
    next: { zh: '请先由保管人确认或不同意。', en: 'Let a keeper confirm or decline it first.' },
    articles: [],
  },
  'people/state': {
    status: 409,
    title: { zh: '此人当前状态不允许这样做', en: 'This person’s state does not allow it' },
    next: { zh: '请刷新后查看状态。', en: 'Reload and look at the state.' },
    articles: [],
  },
  'people/roles-apart': {
    status: 422,
    title: { zh: '{one}与{other}不得为同一人', en: '{oneEn} and {otherEn} may not be one person' },
    next: {
      zh: '请由两人分别担任。这是本产品的规则，为的是一人提议、另一人确认，管账号的人看不到图像。',
      en: 'Give the roles to two people. A rule of the product: one asks, another confirms, and who manages accounts sees no image.',
    },
    articles: [],
  },
  'people/same-person': {
    status: 403,
    title: {
      zh: '提议人、被变更人不能自己确认',
      en: 'Neither the proposer nor the person concerned may confirm',
    },
    next: {
      zh: '请由另一位保管人或单位主要负责人确认。这是本产品的规则。',
      en: 'Another keeper or the principal must confirm. A rule of the product.',
    },
    articles: [],
  },
  'people/last-one': {
    status: 409,
    title: { zh: '这是最后一位{role}', en: 'This is the last {roleEn}' },
    next: {
      zh: '请先为另一人设置该角色；否则再无人能办理。',
      en: 'Give the role to another person first; else nobody could act any more.',
    },
    articles: [],
  },
  'people/not-yourself': {
    status: 403,
    title: { zh: '不能停用自己', en: 'You cannot suspend yourself' },
    next: { zh: '请由另一位管理员或保管人办理。', en: 'Ask another administrator or keeper.' },
    articles: [],
  },
  'people/set-up-done': {
    status: 409,
    title: { zh: '首次设置已完成', en: 'The first set-up is done' },
    next: {
      zh: '请登录；新增人员由管理员提议。',
      en: 'Sign in; further people are proposed by the administrator.',
    },
    articles: [],
  },
  'people/set-up-token': {
    status: 403,
    title: { zh: '设置口令不对', en: 'The set-up token is wrong' },
    next: {
      zh: '请输入启动程序时显示的一次性设置口令。',
      en: 'Enter the one-time token that was shown when the program started.',
    },
    articles: [],
  },
  'people/set-up-same': {
    status: 422,
    title: { zh: '管理员与保管人须为两人', en: 'Administrator and keeper must be two people' },
    next: {
      zh: '请填写两个不同的登录名、姓名和密码。这是本产品的规则。',
      en: 'Enter two different logins, names and passwords. A rule of the product.',
    },
    articles: [],
  },
} satisfies RefusalTable
