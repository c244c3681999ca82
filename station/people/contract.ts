/** Routes of people: first-run set-up, signing in and out, own credentials, accounts. */
import { Type } from 'typebox'
import { at, closed, done, id, maybeWords, on, oneOf, orNull, words } from '../fields.ts'
import type { Route } from '../route.ts'
import { authenticationResponse, base64url, registrationResponse } from './credential-contract.ts'

export const role = oneOf('administrator', 'keeper', 'operator', 'technician', 'auditor', 'principal')
const roleList = Type.Array(role, { minItems: 1, maxItems: 6, uniqueItems: true })
export const login = Type.String({ pattern: '^[a-z][a-z0-9._-]{1,31}$', minLength: 2, maxLength: 32 })
const password = Type.String({ minLength: 1, maxLength: 200 })
const code = Type.String({ pattern: '^[0-9]{6}$', minLength: 6, maxLength: 6 })

export const placeClass = oneOf('799-7-1', '799-7-2', '799-9', 'non-public', 'unknown')
/** A key target for protection against terrorist attacks (Counter-Terrorism Law 32); null: not known yet. */
export const keyTarget = orNull(Type.Boolean())

/** Who is signed in, and what the browser needs to act: `csrf` goes into the header `x-csrf` of every change. */
export const me = closed({
  personId: id,
  login,
  name: Type.String(),
  unit: Type.String(),
  post: Type.String(),
  roles: roleList,
  csrf: Type.String(),
  method: oneOf('password', 'password+totp', 'passkey'),
  signedInAt: at,
  /** Ends by age; idling ends it earlier. */
  expiresAt: at,
  onWatch: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  hasTotp: Type.Boolean(),
  passkeys: Type.Integer(),
  skillsUntilOn: orNull(on),
  confidentialityUntilOn: orNull(on),
})

/** The first thing a page asks: is there a station, and am I somebody? */
export const standing = closed({
  /** Nobody has an account yet: only `setup.run` helps. */
  firstRun: Type.Boolean(),
  station: closed({ id, name: Type.String(), unitName: Type.String(), placeClass, keyTarget }),
  person: orNull(me),
  now: at,
})

const newPerson = closed({ login, name: words(100), post: maybeWords(100), password })

const person = closed({
  id,
  login,
  name: Type.String(),
  unit: Type.String(),
  post: Type.String(),
  roles: roleList,
  state: oneOf('proposed', 'active', 'suspended'),
  hasPassword: Type.Boolean(),
  hasTotp: Type.Boolean(),
  passkeys: Type.Integer(),
  skillsUntilOn: orNull(on),
  confidentialityUntilOn: orNull(on),
  createdAt: at,
  lastSignInAt: orNull(at),
})

/** A change asked for by an administrator that waits for a keeper (or the principal). */
const change = closed({
  id,
  personId: id,
  login,
  name: Type.String(),
  kind: oneOf('add', 'roles', 'password', 'resume', 'facts'),
  /** What it would make of the person; empty for a new password. */
  roles: Type.Array(role),
  state: oneOf('proposed', 'confirmed', 'declined'),
  reason: Type.String(),
  proposedBy: Type.String(),
  proposedAt: at,
  decidedBy: orNull(Type.String()),
  decidedAt: orNull(at),
})

/**
 * Half of a first password: the administrator gets the first, the keeper who confirms gets the second, so that
 * neither can sign in as somebody else. Shown once, kept nowhere.
 */
const half = closed({ changeId: id, personId: id, passwordHalf: orNull(Type.String()) })

const idParams = closed({ id })
/** Options for `navigator.credentials`, as `@simplewebauthn/browser` takes them. */
const credentialOptions = Type.Record(Type.String(), Type.Unknown())

export const setup = {
  run: {
    name: 'setup.run',
    method: 'POST',
    path: '/setup',
    body: closed({
      token: Type.String({ minLength: 1, maxLength: 200 }),
      station: closed({
        name: words(200),
        unitName: words(200),
        unitCode: orNull(Type.String({ pattern: '^[0-9A-HJ-NPQRTUWXY]{18}$', maxLength: 18 })),
        address: maybeWords(200),
        district: orNull(Type.String({ pattern: '^[0-9]{6}$', maxLength: 6 })),
        contact: maybeWords(200),
        placeClass,
        keyTarget,
      }),
      administrator: newPerson,
      keeper: newPerson,
    }),
    reply: done,
    session: 'public',
    perMinute: 10,
    summary: {
      zh: '首次设置：单位、管理员、保管人',
      en: 'First set-up: the unit, its administrator, its keeper',
    },
  },
} as const satisfies Record<string, Route>

export const session = {
  show: {
    name: 'session.show',
    method: 'GET',
    path: '/session',
    reply: standing,
    session: 'public',
    summary: { zh: '本站是否已设置，谁已登录', en: 'Whether the station is set up and who is signed in' },
  },
  signIn: {
    name: 'session.sign-in',
    method: 'POST',
    path: '/session',
    body: closed({ login, password, code: Type.Optional(code) }),
    reply: standing,
    session: 'public',
    perMinute: 30,
    summary: { zh: '用密码登录', en: 'Sign in with a password' },
  },
  passkeyOptions: {
    name: 'session.passkey-options',
    method: 'POST',
    path: '/session/passkey/options',
    reply: credentialOptions,
    session: 'public',
    perMinute: 30,
    summary: { zh: '开始用通行密钥登录', en: 'Begin signing in with a passkey' },
  },
  passkey: {
    name: 'session.passkey',
    method: 'POST',
    path: '/session/passkey',
    body: authenticationResponse,
    reply: standing,
    session: 'public',
    perMinute: 30,
    summary: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  },
  signOut: {
    name: 'session.sign-out',
    method: 'DELETE',
    path: '/session',
    reply: done,
    session: 'required',
    summary: { zh: '退出登录', en: 'Sign out' },
  },
  list: {
    name: 'session.list',
    method: 'GET',
    path: '/me/sessions',
    reply: Type.Array(
      closed({
        id: Type.String(),
        current: Type.Boolean(),
        address: Type.String(),
        userAgent: Type.String(),
        method: Type.String(),
        createdAt: at,
        seenAt: at,
      }),
    ),
    session: 'required',
    summary: { zh: '本人的登录', en: 'Own sessions' },
  },
  end: {
    name: 'session.end',
    method: 'DELETE',
    path: '/me/sessions/:session',
    params: closed({ session: Type.String({ pattern: '^[0-9a-f]{64}$', minLength: 64, maxLength: 64 }) }),
    reply: done,
    session: 'required',
    summary: { zh: '结束本人的一个登录', en: 'End one of one’s own sessions' },
  },
  changePassword: {
    name: 'session.change-password',
    method: 'POST',
    path: '/me/password',
    body: closed({ current: password, next: password }),
    reply: done,
    session: 'required',
    perMinute: 10,
    summary: { zh: '修改本人密码', en: 'Change one’s own password' },
  },
  totpBegin: {
    name: 'session.totp-begin',
    method: 'POST',
    path: '/me/totp',
    body: closed({ password }),
    reply: closed({ secret: Type.String(), uri: Type.String() }),
    session: 'required',
    perMinute: 10,
    summary: { zh: '开始启用动态验证码', en: 'Begin to use one-time codes' },
  },
  totpConfirm: {
    name: 'session.totp-confirm',
    method: 'POST',
    path: '/me/totp/confirm',
    body: closed({ code }),
    reply: done,
    session: 'required',
    perMinute: 10,
    summary: { zh: '确认启用动态验证码', en: 'Confirm one-time codes' },
  },
  totpRemove: {
    name: 'session.totp-remove',
    method: 'POST',
    path: '/me/totp/remove',
    body: closed({ password, code }),
    reply: done,
    session: 'required',
    perMinute: 10,
    summary: { zh: '停用动态验证码', en: 'Stop using one-time codes' },
  },
  passkeys: {
    name: 'session.passkeys',
    method: 'GET',
    path: '/me/passkeys',
    reply: Type.Array(
      closed({ id: Type.String(), label: Type.String(), createdAt: at, lastUsedAt: orNull(at) }),
    ),
    session: 'required',
    summary: { zh: '本人的通行密钥', en: 'Own passkeys' },
  },
  passkeyNewOptions: {
    name: 'session.passkey-new-options',
    method: 'POST',
    path: '/me/passkeys/options',
    reply: credentialOptions,
    session: 'required',
    perMinute: 10,
    summary: { zh: '开始登记通行密钥', en: 'Begin to register a passkey' },
  },
  passkeyNew: {
    name: 'session.passkey-new',
    method: 'POST',
    path: '/me/passkeys',
    body: closed({ label: words(60), credential: registrationResponse }),
    reply: done,
    session: 'required',
    perMinute: 10,
    summary: { zh: '登记通行密钥', en: 'Register a passkey' },
  },
  passkeyRemove: {
    name: 'session.passkey-remove',
    method: 'DELETE',
    path: '/me/passkeys/:passkey',
    params: closed({ passkey: base64url(1400) }),
    reply: done,
    session: 'required',
    summary: { zh: '删除本人的通行密钥', en: 'Remove one of one’s own passkeys' },
  },
} as const satisfies Record<string, Route>

export const people = {
  list: {
    name: 'people.list',
    method: 'GET',
    path: '/people',
    reply: Type.Array(person),
    session: 'required',
    summary: { zh: '人员', en: 'People' },
  },
  changes: {
    name: 'people.changes',
    method: 'GET',
    path: '/people/changes',
    query: closed({ state: Type.Optional(oneOf('proposed', 'confirmed', 'declined')) }),
    reply: Type.Array(change),
    session: 'required',
    summary: { zh: '人员变更', en: 'Changes of accounts' },
  },
  propose: {
    name: 'people.propose',
    method: 'POST',
    path: '/people',
    body: closed({
      login,
      name: words(100),
      unit: maybeWords(100),
      post: maybeWords(100),
      roles: roleList,
      skillsUntilOn: orNull(on),
      confidentialityUntilOn: orNull(on),
      reason: words(500),
    }),
    reply: half,
    session: 'required',
    perMinute: 60,
    summary: { zh: '提议新增人员', en: 'Propose a new person' },
  },
  proposeRoles: {
    name: 'people.propose-roles',
    method: 'POST',
    path: '/people/:id/roles',
    params: idParams,
    body: closed({ roles: roleList, reason: words(500) }),
    reply: half,
    session: 'required',
    perMinute: 60,
    summary: { zh: '提议变更角色', en: 'Propose other roles' },
  },
  proposeFacts: {
    name: 'people.propose-facts',
    method: 'POST',
    path: '/people/:id/facts',
    params: idParams,
    body: closed({
      name: words(100),
      unit: maybeWords(100),
      post: maybeWords(100),
      skillsUntilOn: orNull(on),
      confidentialityUntilOn: orNull(on),
      reason: words(500),
    }),
    reply: half,
    session: 'required',
    perMinute: 60,
    summary: { zh: '提议变更姓名、岗位、培训期限', en: 'Propose another name, post or training date' },
  },
  proposePassword: {
    name: 'people.propose-password',
    method: 'POST',
    path: '/people/:id/password',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: half,
    session: 'required',
    perMinute: 60,
    summary: { zh: '提议重设密码', en: 'Propose a new first password' },
  },
  proposeResume: {
    name: 'people.propose-resume',
    method: 'POST',
    path: '/people/:id/resume',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: half,
    session: 'required',
    perMinute: 60,
    summary: { zh: '提议恢复人员', en: 'Propose to let a suspended person back' },
  },
  confirm: {
    name: 'people.confirm',
    method: 'POST',
    path: '/people/changes/:id/confirm',
    params: idParams,
    reply: half,
    session: 'required',
    perMinute: 60,
    summary: { zh: '确认人员变更', en: 'Confirm a change' },
  },
  decline: {
    name: 'people.decline',
    method: 'POST',
    path: '/people/changes/:id/decline',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: done,
    session: 'required',
    perMinute: 60,
    summary: { zh: '不同意人员变更', en: 'Decline a change' },
  },
  suspend: {
    name: 'people.suspend',
    method: 'POST',
    path: '/people/:id/suspend',
    params: idParams,
    body: closed({ reason: words(500) }),
    reply: done,
    session: 'required',
    perMinute: 60,
    summary: { zh: '停用人员，立即生效', en: 'Suspend a person, at once' },
  },
} as const satisfies Record<string, Route>
