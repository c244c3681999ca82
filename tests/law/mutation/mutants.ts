/**
 * What a mutation run changes in a source of `law/`, one thing at a time: a bound, a condition, a cited article or row,
 * an outcome, a row's value. Words are left alone: texts in two languages, sources, statuses, and whatever returns a
 * `Text`. Changes are made by position in the source, and types are stripped after that, so lines stay where they are.
 */
import { parseSync } from 'vite'
import { plusDays } from '#law/calendar/civil.ts'

export type Mutant = {
  /** From the root: `law/decree185/article-11.ts`. */
  readonly file: string
  readonly start: number
  readonly end: number
  readonly line: number
  /** The line it begins in, as it stood. */
  readonly code: string
  /** What stood there and what stands there now, on one line each. */
  readonly was: string
  readonly now: string
  readonly source: string
}

/** Ids that a citation or a row can be swapped for. */
export type Ids = { readonly articles: readonly string[]; readonly rows: readonly string[] }

type Node = { readonly type: string; readonly start: number; readonly end: number } & {
  readonly [key: string]: unknown
}

const BOUNDS: { readonly [operator: string]: string } = {
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '===': '!==',
  '!==': '===',
}
const SWAPS: { readonly [name: string]: string } = { all: 'any', any: 'all', some: 'every', every: 'some' }
const EXTREMES: { readonly [name: string]: string } = { min: 'max', max: 'min' }
const OUTCOMES = ['yes', 'no', 'unknown']
/** Properties that hold words. */
const WORDS = new Set(['title', 'asks', 'decides', 'says', 'source', 'status', 'tell', 'name'])

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const named = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Identifier' ? (node.name as string) : undefined
const keyOf = (node: Node): string | undefined => (node.computed === true ? undefined : named(node.key))

/** Every mutant of one source, in the order of the source. @throws Error where it doesn't parse. */
export function mutantsOf(file: string, source: string, ids: Ids): readonly Mutant[] {
  const parsed = parseSync(file, source, { lang: 'ts', sourceType: 'module' })
  if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]!.message}`)
  const found = new Map<string, Mutant>()
  const text = (node: Node) => source.slice(node.start, node.end)
  const change = ({ start, end }: { readonly start: number; readonly end: number }, now: string): void => {
    const was = source.slice(start, end)
    if (was === now) return
    found.set(`${start} ${end} ${now}`, {
      file,
      start,
      end,
      line: source.slice(0, start).split('\n').length,
      code: source
        .slice(source.lastIndexOf('\n', start) + 1)
        .split('\n', 1)[0]!
        .trim(),
      was: oneLine(was),
      now: oneLine(now),
      source: `${source.slice(0, start)}${now}${source.slice(end)}`,
    })
  }

  const condition = (test: Node, values: readonly string[]): void => {
    if (test.type !== 'Literal') for (const value of values) change(test, value)
  }
  const call = (node: Node): void => {
    const { callee } = node
    const args = nodes(node.arguments)
    const name = named(callee)
    if (name !== undefined && OUTCOMES.includes(name) && args.length >= 2)
      for (const other of OUTCOMES) if (other !== name) change(node, leaf(other, name, args.map(text)))
    if (!isNode(callee)) return
    if (name !== undefined && SWAPS[name] !== undefined) change(callee, SWAPS[name])
    if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return
    const method = named(callee.property) ?? ''
    const other = SWAPS[method] ?? (named(callee.object) === 'Math' ? EXTREMES[method] : undefined)
    if (other !== undefined) change(callee.property, other)
  }
  const literal = (node: Node): void => {
    const { value } = node
    if (typeof value === 'boolean') change(node, String(!value))
    if (typeof value === 'number')
      for (const other of [value + 1, value - 1]) change(node, other < 0 ? `(${other})` : `${other}`)
    if (typeof value === 'string') for (const other of otherStrings(value, ids)) change(node, quoted(other))
  }
  const rowValue = (value: Node): void => {
    if (value.type === 'Literal' && typeof value.value === 'string') change(value, quoted(`${value.value}!`))
    for (const item of value.type === 'ArrayExpression' ? nodes(value.elements) : []) change(item, '')
  }

  const walk = (node: Node): void => {
    if (isWords(node)) return
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return
      case 'ExportNamedDeclaration':
        if (isNode(node.declaration)) walk(node.declaration)
        return
      case 'BinaryExpression': {
        const [left, right] = [node.left as Node, node.right as Node]
        const other = BOUNDS[node.operator as string]
        if (other !== undefined && !isTypeof(left)) change(node, `${text(left)} ${other} ${text(right)}`)
        break
      }
      case 'LogicalExpression': {
        if (node.operator === '??') break
        const parts = chain(node, node.operator)
        for (const part of parts)
          if (!isDoneByAnother(part, parts, text))
            change(
              node,
              parts
                .filter((one) => one !== part)
                .map(text)
                .join(` ${node.operator} `),
            )
        for (const part of parts) walk(part)
        return
      }
      case 'UnaryExpression':
        if (node.operator === '!') change(node, text(node.argument as Node))
        break
      case 'IfStatement':
        if (isRemembering(node, text)) {
          walk(node.consequent as Node)
          return
        }
        condition(node.test as Node, ['true', 'false'])
        break
      case 'ConditionalExpression':
        condition(node.test as Node, ['true', 'false'])
        break
      case 'WhileStatement':
      case 'ForStatement':
        if (isNode(node.test)) condition(node.test, ['false'])
        break
      case 'CallExpression':
        call(node)
        break
      case 'Literal':
        literal(node)
        break
      case 'Property':
        if (keyOf(node) === 'value' && isNode(node.value)) rowValue(node.value)
        break
    }
    for (const [key, child] of Object.entries(node)) {
      if (key === 'key' && node.computed !== true) continue
      if (key === 'property' && node.computed !== true) continue
      for (const one of Array.isArray(child) ? child : [child]) if (isNode(one)) walk(one)
    }
  }
  walk(parsed.program as unknown as Node)
  return [...found.values()].sort((a, b) => a.start - b.start)
}

/** Types, and what people read. */
function isWords(node: Node): boolean {
  if (node.type.startsWith('TS'))
    return !['TSNonNullExpression', 'TSAsExpression', 'TSSatisfiesExpression'].includes(node.type)
  if (node.type === 'ObjectExpression') {
    const keys = nodes(node.properties).map(keyOf)
    return keys.includes('zh') && keys.includes('en')
  }
  if (node.type === 'Property' || node.type === 'PropertyDefinition') {
    const key = keyOf(node) ?? ''
    const isList = isNode(node.value) && node.value.type === 'ArrayExpression'
    return WORDS.has(key) || (key === 'open' && isList)
  }
  if (node.type === 'VariableDeclarator' && isNode(node.id)) return saysText(node.id.typeAnnotation)
  return saysText(node.returnType)
}

/** Whether an annotation is `Text` or a list of it. */
function saysText(annotation: unknown): boolean {
  if (!isNode(annotation)) return false
  const { type, typeAnnotation, elementType, typeName } = annotation
  if (type === 'TSTypeAnnotation' || type === 'TSTypeOperator') return saysText(typeAnnotation)
  if (type === 'TSArrayType') return saysText(elementType)
  return named(typeName) === 'Text'
}

/** The parts of `a && b && c`. */
const chain = (node: Node, operator: unknown): readonly Node[] =>
  node.type === 'LogicalExpression' && node.operator === operator
    ? [...chain(node.left as Node, operator), ...chain(node.right as Node, operator)]
    : [node]

/** `x !== undefined` beside `x < day`: an absent day is in no order, so without it nothing changes but the types. */
function isDoneByAnother(part: Node, parts: readonly Node[], text: (of: Node) => string): boolean {
  if (part.type !== 'BinaryExpression' || part.operator !== '!==') return false
  if (named(part.right) !== 'undefined') return false
  const name = text(part.left as Node)
  return parts.some(
    ({ type, operator, left, right }) =>
      type === 'BinaryExpression' &&
      /^[<>]=?$/.test(String(operator)) &&
      [text(left as Node), text(right as Node)].includes(name),
  )
}

/** `if (x === undefined) { x = made; map.set(key, x) }`: made again it is the same, only later. */
function isRemembering(node: Node, text: (of: Node) => string): boolean {
  const name = /^(\w+) === undefined$/.exec(text(node.test as Node))?.[1]
  const then = text(node.consequent as Node)
  return name !== undefined && then.includes(`${name} = `) && /\.set\(/.test(then)
}

/** `typeof x === 'string'` tells types apart, which the type checker holds. */
const isTypeof = (node: Node): boolean => node.type === 'UnaryExpression' && node.operator === 'typeof'

/** `yes(rule, text, used, rows)` and `unknown(rule, text, missing, used, rows)`, turned into each other. */
function leaf(to: string, from: string, args: readonly string[]): string {
  const [rule, text, ...rest] = args
  const facts = to === 'unknown' ? ['[]', ...rest] : from === 'unknown' ? rest.slice(1) : rest
  return `${to}(${[rule, text, ...facts].join(', ')})`
}

function otherStrings(value: string, { articles, rows }: Ids): readonly string[] {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return [plusDays(value, 1), plusDays(value, -1)]
  if (OUTCOMES.includes(value)) return OUTCOMES.filter((other) => other !== value)
  if (/^[a-z0-9]+\/\d+(\(\d+\))?$/.test(value)) return [after(articles, value)]
  if (/^[a-z0-9]+\/\d+\/$/.test(value)) return [`${after(articles, value.slice(0, -1))}/`]
  if (/^[a-z0-9]+\/\d+\/./.test(value)) return [after(rows, value)]
  return []
}

/** The next of a list; of what isn't in it, the first. */
const after = (list: readonly string[], value: string): string =>
  list[(list.indexOf(value) + 1) % list.length]!
const quoted = (value: string): string => JSON.stringify(value).replace(/^"(.*)"$/s, "'$1'")
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
