/**
 * Kinds of places, as Decree 185 Art. 5 and Order 799 Art. 7 name them; which article lists which kind, and under what
 * condition, are dated rows of those articles. A name that says “key” or “important” is chosen by a person who has
 * judged so, where the law gives no other sign.
 */
import type { Text } from '../reason/finding.ts'
import { boolean, district, object, oneOf, trying } from './fact.ts'

export const PLACE_KINDS = {
  'party-organ': { zh: '党的机关所在地', en: 'seat of a Party organ' },
  'state-organ': { zh: '国家机关、政府机关所在地', en: 'seat of a state or government organ' },
  'radio-station': { zh: '广播电台', en: 'radio station' },
  'television-station': { zh: '电视台', en: 'television station' },
  telecom: { zh: '电信单位', en: 'telecommunications unit' },
  postal: { zh: '邮政单位', en: 'postal unit' },
  bank: { zh: '银行', en: 'bank' },
  'financial-unit': { zh: '银行以外的金融单位', en: 'financial unit other than a bank' },
  'service-unit': { zh: '服务单位（重要单位）', en: 'service unit that is an important one' },
  museum: { zh: '博物馆', en: 'museum' },
  archives: { zh: '档案馆', en: 'archives' },
  'protected-relic': { zh: '文物保护单位', en: 'protected cultural relic' },
  'dangerous-goods-production': {
    zh: '危险物品生产场所',
    en: 'place where dangerous goods are produced',
  },
  'dangerous-goods-sale': { zh: '危险物品销售场所', en: 'place where dangerous goods are sold' },
  'dangerous-goods-storage': { zh: '危险物品存放场所', en: 'place where dangerous goods are stored' },

  hotel: { zh: '宾馆', en: 'hotel' },
  restaurant: { zh: '饭店', en: 'restaurant' },
  mall: { zh: '商场', en: 'shopping mall' },
  hospital: { zh: '医院', en: 'hospital' },
  school: { zh: '学校', en: 'school' },
  kindergarten: { zh: '幼儿园', en: 'kindergarten' },
  'cultural-venue': { zh: '文化场所', en: 'cultural venue' },
  'entertainment-venue': { zh: '娱乐场所', en: 'entertainment venue' },
  'sports-venue': { zh: '举办体育赛事的场馆、场地', en: 'venue of sports competitions' },
  'residential-area': { zh: '住宅区', en: 'residential area' },
  'car-park': { zh: '停车场（非公共）', en: 'car park that is not a public one' },
  'public-car-park': { zh: '公共停车场', en: 'public car park' },

  road: { zh: '道路', en: 'road' },
  'road-section': { zh: '路段', en: 'section of a road' },
  crossing: { zh: '交通路口', en: 'road crossing' },
  underpass: { zh: '地下通道', en: 'underpass' },
  footbridge: { zh: '过街天桥', en: 'footbridge' },
  airport: { zh: '机场', en: 'airport' },
  'railway-station': { zh: '铁路客运站（火车站）', en: 'railway station' },
  'metro-station': { zh: '地铁站', en: 'metro station' },
  'city-rail-station': { zh: '城铁车站', en: 'city-rail station' },
  'bus-hub': { zh: '公共电汽车交通枢纽', en: 'bus and trolleybus hub' },

  'water-supply': { zh: '城市供水设施', en: 'water supply facility' },
  drainage: { zh: '城市排水设施', en: 'drainage facility' },
  power: { zh: '电力设施', en: 'electric power facility' },
  gas: { zh: '燃气设施', en: 'gas facility' },
  heating: { zh: '热力设施', en: 'heating facility' },
  'river-or-lake': { zh: '城市河湖', en: 'river or lake of the city' },
  waterworks: { zh: '其他重要水务工程', en: 'other important water works' },

  'road-boundary': { zh: '行政区域道路边界', en: 'road at the boundary of an administrative area' },
  bridge: { zh: '桥梁', en: 'bridge' },
  tunnel: { zh: '隧道', en: 'tunnel' },
  square: { zh: '广场', en: 'square' },
  'key-unit-surroundings': {
    zh: '治安保卫重点单位周边区域',
    en: 'surroundings of a unit that is a key one for guarding',
  },
  'trade-centre': { zh: '商贸中心', en: 'trade centre' },
  'exhibition-centre': { zh: '会展中心', en: 'exhibition centre' },
  'scenic-area': { zh: '旅游景区', en: 'scenic area' },
  'other-sports': { zh: '其他体育场所', en: 'other sports venue' },
  'other-educational': { zh: '其他教育机构', en: 'other educational institution' },
  'other-medical': { zh: '其他医疗机构', en: 'other medical institution' },
  'government-service-hall': { zh: '政务服务大厅', en: 'government service hall' },
  park: { zh: '公园', en: 'park' },
  'border-crossing': { zh: '出境入境口岸（通道）', en: 'border crossing' },
  'port-terminal': { zh: '港口客运站', en: 'passenger terminal of a port' },
  'navigation-structure': { zh: '通航建筑物', en: 'navigation structure such as a lock' },
  'coach-station': { zh: '汽车客运站', en: 'coach station' },
  'passenger-train': { zh: '客运列车', en: 'passenger train' },
  coach: { zh: '营运载客汽车', en: 'bus or coach in service' },
  'city-rail-vehicle': { zh: '城市轨道交通车辆', en: 'city-rail vehicle' },
  'passenger-ship': { zh: '客运船舶', en: 'passenger ship' },
  'expressway-service-area': { zh: '高速公路服务区', en: 'expressway service area' },
  'highway-service-area': {
    zh: '普通国省干线服务区',
    en: 'service area of a national or provincial trunk road',
  },

  'private-dwelling': { zh: '私人住宅', en: 'private dwelling' },
  other: { zh: '未列举的其他场所', en: 'another place, not listed' },
} as const satisfies { readonly [kind: string]: Text }

export type PlaceKind = keyof typeof PLACE_KINDS

export const placeKind = oneOf<PlaceKind>({ zh: '场所种类', en: 'kind of the place' }, PLACE_KINDS)

/** A place about which it is asked whether it must have a system. */
export const premises = object(
  { zh: '场所', en: 'premises' },
  {
    kind: placeKind,
    key: boolean({ zh: '属于重点（主要）的', en: 'a key (main) one' }),
    crowded: boolean({ zh: '人员聚集', en: 'people gather there' }),
    important: boolean({ zh: '重要单位或者设施', en: 'an important unit or facility' }),
    district: trying(district({ zh: '所在区', en: 'district it lies in' }), '110101', '310101'),
  },
)

export type Premises = NonNullable<(typeof premises)['value']>
