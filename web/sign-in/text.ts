import type { Texts } from '../text/language.ts'

const zh = {
  title: '登录',
  lead: '公共安全视频图像信息系统 · 单位端',
  login: '登录名',
  password: '密码',
  code: '动态验证码',
  codeHint: '六位数字，由本人的验证器生成',
  go: '登录',
  passkey: '用通行密钥登录',
  passkeyFailed: '没有完成通行密钥验证，可重试或改用密码。',
  notice: '查看、调取、复制图像须先登记使用。每次查看（包括未予许可的）都会记入使用登记簿。',
  basis: '185 号令第十三条、第十四条；799 号令第十六条',
}
const en: typeof zh = {
  title: 'Sign in',
  lead: 'Public-safety video system · station',
  login: 'Login',
  password: 'Password',
  code: 'One-time code',
  codeHint: 'Six digits from your authenticator',
  go: 'Sign in',
  passkey: 'Sign in with a passkey',
  passkeyFailed: 'The passkey was not confirmed. Try again, or use the password.',
  notice:
    'Viewing, retrieving or copying images needs a registered use. Every look, the refused ones included, stands in the use register.',
  basis: 'Decree 185 Arts 13, 14; Order 799 Art. 16',
}
export const text: Texts<typeof zh> = { zh, en }
