/**
 * 阳光小学, a make-believe primary school: what a station is filled with so that a visitor sees one at work.
 * No such school stands at the position given; nobody here is anybody. Passwords are made at first run.
 */
import type { SceneName } from './cameras/scene/scenes.ts'

export type Bilingual = { readonly zh: string; readonly en: string }

export type SampleCamera = {
  /** Also written into the picture. */
  readonly code: string
  readonly name: Bilingual
  readonly scene: SceneName
  readonly purpose: Bilingual
  /** Why it is needed and why a smaller view would not do (Decree 185 Art. 6). */
  readonly necessity: Bilingual
  readonly place: Bilingual
  readonly indoor: boolean
  /** WGS-84 degrees. */
  readonly longitude: number
  readonly latitude: number
  readonly heightM: number
  /** Degrees clockwise from true north. */
  readonly azimuthDeg: number
  /** Degrees below the horizontal. */
  readonly tiltDeg: number
  /** Horizontal angle of view, degrees. */
  readonly angleOfViewDeg: number
  /** How far a person is still recognised as a person, metres. */
  readonly rangeM: number
  /** 0 none … 2 touches privacy: masked for those who need not see. */
  readonly privacyClass: 0 | 1 | 2
  /** 1 first to be recorded when space runs short … 3 last. */
  readonly priority: 1 | 2 | 3
  readonly declaredDays: number
  readonly fps: number
  /** How far its clock runs ahead, ms: one camera is a little wrong, as one always is. */
  readonly clockSkewMs: number
}

export type SampleRole = 'administrator' | 'keeper' | 'operator' | 'technician' | 'auditor' | 'principal'

export type SamplePerson = {
  readonly login: string
  readonly name: Bilingual
  readonly role: SampleRole
  readonly post: Bilingual
}

export const SCHOOL = {
  station: { zh: '阳光小学', en: 'Sunshine Primary School' },
  unit: {
    name: { zh: '阳光小学', en: 'Sunshine Primary School' },
    kind: { zh: '学校（幼儿园、中小学）', en: 'school' },
    district: { zh: '示例区', en: 'Sample District' },
    address: { zh: '示例区向阳路 1 号', en: '1 Xiangyang Road, Sample District' },
    contact: { zh: '保卫处', en: 'Security office' },
    longitude: 116.9012,
    latitude: 40.3105,
  },
  cameras: [
    {
      code: 'IPC-01',
      name: { zh: '校门', en: 'School gate' },
      scene: 'gate',
      purpose: { zh: '出入口安全、上下学秩序', en: 'Safety at the entrance, order at arrival and leaving' },
      necessity: {
        zh: '校门为人员、车辆唯一出入口；画面止于门前人行道，不采集对面住户。',
        en: 'The only way in for people and vehicles; the view ends at the street before the gate and takes in no homes.',
      },
      place: { zh: '校门内立杆，朝向校门', en: 'Pole inside the gate, facing it' },
      indoor: false,
      longitude: 116.90118,
      latitude: 40.31012,
      heightM: 4.6,
      azimuthDeg: 178,
      tiltDeg: 10,
      angleOfViewDeg: 60,
      rangeM: 25,
      privacyClass: 0,
      priority: 1,
      declaredDays: 30,
      fps: 8,
      clockSkewMs: 0,
    },
    {
      code: 'IPC-02',
      name: { zh: '一层走廊', en: 'Ground-floor corridor' },
      scene: 'corridor',
      purpose: { zh: '通道安全、紧急疏散', en: 'Safety in the passage, evacuation' },
      necessity: {
        zh: '教学楼主要疏散通道；不采集教室、卫生间内部。',
        en: 'Main escape route of the teaching building; no view into classrooms or washrooms.',
      },
      place: { zh: '教学楼一层走廊西端顶部', en: 'Teaching building, ground floor, west end, ceiling' },
      indoor: true,
      longitude: 116.90105,
      latitude: 40.31088,
      heightM: 2.55,
      azimuthDeg: 90,
      tiltDeg: 12,
      angleOfViewDeg: 77,
      rangeM: 30,
      privacyClass: 1,
      priority: 2,
      declaredDays: 30,
      fps: 8,
      clockSkewMs: 0,
    },
    {
      code: 'IPC-03',
      name: { zh: '操场', en: 'Playground' },
      scene: 'playground',
      purpose: { zh: '课间与体育活动安全', en: 'Safety at breaks and sports' },
      necessity: {
        zh: '活动场地面积大，值班人员无法同时照看；画面止于校内。',
        en: 'Too large for staff on duty to watch at once; the view ends inside the school.',
      },
      place: { zh: '体育馆屋顶南侧，朝向操场', en: 'Gymnasium roof, south edge, facing the playground' },
      indoor: false,
      longitude: 116.9016,
      latitude: 40.31044,
      heightM: 7.6,
      azimuthDeg: 340,
      tiltDeg: 15,
      angleOfViewDeg: 59,
      rangeM: 60,
      privacyClass: 0,
      priority: 2,
      declaredDays: 30,
      fps: 8,
      clockSkewMs: 1200,
    },
    {
      code: 'IPC-04',
      name: { zh: '库房', en: 'Storeroom' },
      scene: 'storeroom',
      purpose: { zh: '器材防盗、消防', en: 'Against theft of equipment; fire' },
      necessity: {
        zh: '存放贵重器材，无人值守；不采集库房以外。',
        en: 'Holds valuable equipment, unattended; no view beyond the room.',
      },
      place: {
        zh: '体育馆一层器材库房，东南角',
        en: 'Gymnasium, ground floor, equipment store, south-east corner',
      },
      indoor: true,
      longitude: 116.90172,
      latitude: 40.31052,
      heightM: 2.75,
      azimuthDeg: 2,
      tiltDeg: 21,
      angleOfViewDeg: 75,
      rangeM: 10,
      privacyClass: 0,
      priority: 3,
      declaredDays: 30,
      fps: 5,
      clockSkewMs: 0,
    },
  ],
  people: [
    {
      login: 'admin',
      name: { zh: '管理员', en: 'Administrator' },
      role: 'administrator',
      post: { zh: '信息中心', en: 'IT office' },
    },
    {
      login: 'keeper',
      name: { zh: '保管人丁', en: 'Keeper Ding' },
      role: 'keeper',
      post: { zh: '保卫处', en: 'Security office' },
    },
    {
      login: 'operator1',
      name: { zh: '值班员甲', en: 'Operator Jia' },
      role: 'operator',
      post: { zh: '监看室', en: 'Watching room' },
    },
    {
      login: 'operator2',
      name: { zh: '值班员乙', en: 'Operator Yi' },
      role: 'operator',
      post: { zh: '监看室', en: 'Watching room' },
    },
    {
      login: 'technician',
      name: { zh: '维护员丙', en: 'Technician Bing' },
      role: 'technician',
      post: { zh: '信息中心', en: 'IT office' },
    },
    {
      login: 'auditor',
      name: { zh: '审计员', en: 'Auditor' },
      role: 'auditor',
      post: { zh: '校务监督', en: 'School oversight' },
    },
    {
      login: 'principal',
      name: { zh: '校长', en: 'Principal' },
      role: 'principal',
      post: { zh: '单位主要负责人', en: 'Head of the unit' },
    },
  ],
} as const satisfies {
  readonly station: Bilingual
  readonly unit: Record<string, Bilingual | number>
  readonly cameras: readonly SampleCamera[]
  readonly people: readonly SamplePerson[]
}
