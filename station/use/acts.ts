/** The twelve acts on images: their limits and words, as one table. Who may is said by policies/open.cedar. */
import type { Act } from '../authorizer/facts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export type Basis = { readonly article: string; readonly zh: string; readonly en: string }

export type ActRow = {
  readonly zh: string
  readonly en: string
  /** `live`: pictures of now; `recorded`: an interval must be named; `either`. */
  readonly pictures: 'live' | 'recorded' | 'either'
  /** How long it stays open: what is taken where nothing is said, and the longest. */
  readonly lastsMs: { readonly usual: number; readonly most: number }
  readonly camerasAtMost: number
  /** Whose approval opens it, where one is needed. */
  readonly approval: 'second-person' | null
  /** Two officials and their paper stand for a second person. */
  readonly officials: boolean
  /** Keepers (and, for break-glass, the principal) are told in the station when it is opened. */
  readonly tells: boolean
  readonly bases: readonly Basis[]
}

const OFFICIALS_MS = { usual: 4 * HOUR, most: 24 * HOUR }
const duty: Basis = {
  article: '185/13',
  zh: '《办法》第十三条：值班监看、使用登记',
  en: 'Decree 185 Art. 13: duty watch, register of use',
}
const own: Basis = {
  article: '799/16',
  zh: '《条例》第十六条：本单位依法使用',
  en: 'Order 799 Art. 16: lawful use by the unit',
}
const safety: Basis = {
  article: '185/1',
  zh: '《办法》第一条：处置突发情况、保护人身和公共安全',
  en: 'Decree 185 Art. 1: emergencies, safety of persons and the public',
}

const officialsRow = {
  pictures: 'either',
  lastsMs: OFFICIALS_MS,
  camerasAtMost: 500,
  approval: null,
  officials: true,
  tells: true,
} as const

export const ACTS: { readonly [A in Act]: ActRow } = {
  'watch-live': {
    zh: '值班监看',
    en: 'watch live',
    pictures: 'live',
    // A shift of twelve hours and as much again: the wall doesn't go black because relief is late.
    lastsMs: { usual: 24 * HOUR, most: 24 * HOUR },
    camerasAtMost: 500,
    approval: null,
    officials: false,
    tells: false,
    bases: [duty],
  },
  'handover-check': {
    zh: '交接班抽查回放',
    en: 'hand-over check',
    pictures: 'recorded',
    lastsMs: { usual: 15 * MINUTE, most: 15 * MINUTE },
    camerasAtMost: 500,
    approval: null,
    officials: false,
    tells: false,
    bases: [duty],
  },
  replay: {
    zh: '查看录像',
    en: 'replay',
    pictures: 'recorded',
    lastsMs: { usual: 4 * HOUR, most: 4 * HOUR },
    camerasAtMost: 64,
    approval: null,
    officials: false,
    tells: false,
    bases: [own, duty, safety],
  },
  copy: {
    zh: '复制',
    en: 'copy',
    pictures: 'recorded',
    lastsMs: { usual: 24 * HOUR, most: 24 * HOUR },
    camerasAtMost: 64,
    approval: 'second-person',
    officials: false,
    tells: false,
    bases: [own, safety],
  },
  provide: {
    zh: '提供',
    en: 'provide',
    pictures: 'recorded',
    lastsMs: { usual: 24 * HOUR, most: 24 * HOUR },
    camerasAtMost: 64,
    approval: 'second-person',
    officials: false,
    tells: false,
    bases: [own, safety],
  },
  'maintenance-picture': {
    zh: '维护看图',
    en: 'maintenance picture',
    pictures: 'live',
    lastsMs: { usual: 15 * MINUTE, most: 15 * MINUTE },
    camerasAtMost: 1,
    approval: null,
    officials: false,
    tells: true,
    bases: [
      {
        article: '185/12',
        zh: '《办法》第十二条：保持图像清晰、系统正常运行',
        en: 'Decree 185 Art. 12: clear pictures, a working system',
      },
    ],
  },
  'person-concerned': {
    zh: '本人等查阅',
    en: 'person concerned',
    pictures: 'recorded',
    lastsMs: { usual: HOUR, most: HOUR },
    camerasAtMost: 64,
    approval: null,
    officials: false,
    tells: false,
    bases: [
      {
        article: '799/21',
        zh: '《条例》第二十一条：为保护生命健康、财产安全，经单位同意查阅',
        en: 'Order 799 Art. 21: life, health or property, with the unit’s consent',
      },
    ],
  },
  officials: {
    ...officialsRow,
    zh: '主管部门查看、调取、复制',
    en: 'officials',
    bases: [
      {
        article: '185/16',
        zh: '《办法》第十六条：突发公共事件的调查、处置',
        en: 'Decree 185 Art. 16: a sudden public event, investigated or handled',
      },
    ],
  },
  'state-organ': {
    ...officialsRow,
    zh: '国家机关查阅、调取',
    en: 'state organ',
    bases: [
      {
        article: '799/20',
        zh: '《条例》第二十条：国家机关履行法定职责',
        en: 'Order 799 Art. 20: a state organ’s statutory powers',
      },
    ],
  },
  inspection: {
    ...officialsRow,
    zh: '监督检查抽查回放',
    en: 'inspection',
    bases: [
      {
        article: '185/18',
        zh: '《办法》第十八条：公安机关监督检查',
        en: 'Decree 185 Art. 18: inspection by the police',
      },
    ],
  },
  'mask-off': {
    zh: '解除遮蔽查看',
    en: 'mask off',
    pictures: 'either',
    lastsMs: { usual: HOUR, most: HOUR },
    camerasAtMost: 16,
    approval: 'second-person',
    officials: false,
    tells: false,
    bases: [own, safety],
  },
  'break-glass': {
    zh: '紧急查看',
    en: 'break glass',
    pictures: 'either',
    lastsMs: { usual: 10 * MINUTE, most: 10 * MINUTE },
    camerasAtMost: 64,
    approval: null,
    officials: false,
    tells: true,
    bases: [safety],
  },
}
