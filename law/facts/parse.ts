/** From whatever was sent to typed facts, or to the first problem, by its path. Nothing is guessed or converted. */
import { isCivilDay } from '../calendar/civil.ts'
import type { Text } from '../reason/finding.ts'
import type { Fact, FactsOf, Shape } from './fact.ts'
import { BadFacts } from './problem.ts'

const bad = (path: string, zh: string, en: string, code = 'law/bad-value'): BadFacts =>
  new BadFacts({ code, path, zh, en })

/** @throws BadFacts */
export function parseFacts<S extends Shape>(shape: S, raw: unknown): FactsOf<S> {
  return parseObject(shape, raw, '') as FactsOf<S>
}

function parseObject(shape: Shape, raw: unknown, path: string): object {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw bad(path, '应为一个对象。', 'has to be an object.')
  const given = raw as { readonly [key: string]: unknown }
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`)
  for (const key of Object.keys(given))
    if (!Object.hasOwn(shape, key))
      throw bad(
        inside(key),
        `没有这项事实；可用的有：${Object.keys(shape).join('、')}。`,
        `no such fact; there are: ${Object.keys(shape).join(', ')}.`,
        'law/unknown-fact',
      )
  const facts: { [key: string]: unknown } = {}
  for (const key of Object.keys(shape)) {
    const fact = shape[key]!
    if (Object.hasOwn(given, key)) facts[key] = parseValue(fact, given[key], inside(key))
    else if (fact.required)
      throw bad(
        inside(key),
        `必须给出：${fact.name.zh}。`,
        `has to be given: ${fact.name.en}.`,
        'law/required',
      )
  }
  return facts
}

function parseValue(fact: Fact, value: unknown, path: string): unknown {
  const { kind } = fact
  if (value === 'none' && fact.none) return value
  if (value === 'none' && kind.is === 'text')
    throw bad(
      path,
      '此项不能说没有；"none" 不是文字，不知道的请不写。',
      'can’t be said to be absent; “none” is no text, leave out what isn’t known.',
    )
  const orNone: Text = fact.none ? { zh: '，或 "none"', en: ', or "none"' } : { zh: '', en: '' }
  const wrong = (zh: string, en: string, code?: string) =>
    bad(path, `应为${zh}${orNone.zh}。`, `has to be ${en}${orNone.en}.`, code)
  switch (kind.is) {
    case 'date': {
      if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value))
        throw wrong('日期 YYYY-MM-DD', 'a day, YYYY-MM-DD')
      if (!isCivilDay(value))
        throw wrong(
          '存在的日期（1900年至2199年）',
          'a day that exists, from 1900 to 2199',
          'law/impossible-date',
        )
      return value
    }
    case 'district':
      if (typeof value !== 'string' || !/^[1-9]\d{5}$/.test(value))
        throw wrong('六位行政区划代码', 'an administrative code of six digits')
      return value
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong(' true 或 false', 'true or false')
      return value
    case 'one-of': {
      if (typeof value !== 'string' || !Object.hasOwn(kind.values, value)) {
        const listed = Object.keys(kind.values)
        throw wrong(`下列之一：${listed.join('、')}`, `one of: ${listed.join(', ')}`)
      }
      return value
    }
    case 'text':
      if (!isWords(value, kind.longest))
        throw wrong(
          `不超过${kind.longest}字的文字，不含控制字符`,
          `text of at most ${kind.longest} characters`,
        )
      return value
    case 'stated':
      if (typeof value !== 'boolean' && !isWords(value, kind.longest))
        throw wrong(
          `不超过${kind.longest}字的文字，或 true、false`,
          `text of at most ${kind.longest} characters, or true or false`,
        )
      return value
    case 'integer':
      if (!Number.isSafeInteger(value) || (value as number) < kind.least || (value as number) > kind.most)
        throw wrong(
          `${kind.least} 至 ${kind.most} 的整数`,
          `a whole number from ${kind.least} to ${kind.most}`,
        )
      return value
    case 'object':
      return parseObject(kind.of, value, path)
    case 'list': {
      if (!Array.isArray(value) || value.length > kind.longest)
        throw wrong(`不超过${kind.longest}项的列表`, `a list of at most ${kind.longest}`)
      return value.map((item, i) => parseObject(kind.of, item, `${path}[${i}]`))
    }
  }
}

const CONTROL = /\p{Cc}/u

const isWords = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= longest && !CONTROL.test(value)
