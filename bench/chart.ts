/**
 * Draws `recorder.svg` from `recorder.json`: `node bench/chart.ts` after
 * `npm run -s bench -- recorder --streams 16 --json > bench/recorder.json`. A test sees that the two belong together.
 */
import { readFileSync, writeFileSync } from 'node:fs'

/** What is drawn of the answer of `bench recorder`. */
export type RecorderFigures = {
  readonly at: string
  readonly machine: { readonly cpus: number; readonly node: string }
  readonly streams: number
  readonly ours: {
    readonly cpuMsPerStreamSecond: number
    readonly memoryMb: number
    readonly booksCpuMs: number
    readonly booksMemoryMb: number
    readonly postgresCpuMs: number
    readonly postgresMemoryMb: number
  }
  readonly ffmpegCopy: { readonly cpuMsPerStreamSecond: number; readonly memoryMb: number }
  readonly ffmpegPipe: { readonly cpuMsPerStreamSecond: number; readonly memoryMb: number }
}

type Part = { readonly value: number; readonly colour: string }
type Row = { readonly name: string; readonly parts: readonly Part[] }

const RECORDER = '#1f6f54'
const BOOKS = '#7fb59f'
const DATABASE = '#c3ddd2'
const FFMPEG = '#8b8f97'
const WIDTH = 760
const LEFT = 190
const BAR = WIDTH - LEFT - 90
const STEP = 30

/** The picture, as SVG text. */
export function drawRecorder(figures: RecorderFigures): string {
  const { ours, ffmpegCopy, ffmpegPipe, streams, machine, at } = figures
  const rows = (own: number, books: number, database: number, copy: number, pipe: number): Row[] => [
    {
      name: 'Mingjian',
      parts: [
        { value: own, colour: RECORDER },
        { value: books, colour: BOOKS },
        { value: database, colour: DATABASE },
      ],
    },
    { name: 'ffmpeg -c copy', parts: [{ value: copy, colour: FFMPEG }] },
    { name: 'ffmpeg │ seal in Node', parts: [{ value: pipe, colour: FFMPEG }] },
  ]
  const cpu = rows(
    ours.cpuMsPerStreamSecond,
    ours.booksCpuMs,
    ours.postgresCpuMs,
    ffmpegCopy.cpuMsPerStreamSecond,
    ffmpegPipe.cpuMsPerStreamSecond,
  )
  const memory = rows(
    ours.memoryMb,
    ours.booksMemoryMb,
    ours.postgresMemoryMb,
    ffmpegCopy.memoryMb,
    ffmpegPipe.memoryMb,
  )
  const where = `${streams} × 720p15, 1 Mbit/s · ${machine.cpus} CPU · Node ${machine.node} · ${at.slice(0, 10)}`
  const body = [
    ...panel(56, 'CPU 毫秒/路·秒 · ms a stream-second', cpu),
    ...panel(192, '内存 MiB (PSS) · memory', memory),
    ...legend(330),
    text(20, 28, `录像 · recording: ${where}`, 'font-weight="600"'),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 352" font-family="system-ui, sans-serif" font-size="13" fill="#22262b">`,
    `<title>录像 · recording: ${where}</title>`,
    `<rect width="${WIDTH}" height="352" fill="#ffffff"/>`,
    ...body,
    '</svg>\n',
  ].join('\n')
}

function panel(top: number, title: string, rows: readonly Row[]): string[] {
  const sum = (row: Row) => row.parts.reduce((all, { value }) => all + value, 0)
  const most = Math.max(...rows.map(sum))
  const out = [text(20, top, title, 'fill="#5b616a"')]
  for (const [n, row] of rows.entries()) {
    const y = top + 12 + n * STEP
    out.push(text(LEFT - 12, y + 15, row.name, 'text-anchor="end"'))
    let x = LEFT
    for (const { value, colour } of row.parts) {
      const width = (value / most) * BAR
      out.push(
        `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="20" fill="${colour}"/>`,
      )
      x += width
    }
    const own = row.parts[0]!.value
    const label = row.parts.length > 1 ? `${own} (${Number(sum(row).toPrecision(3))})` : String(own)
    out.push(text(Number((x + 8).toFixed(1)), y + 15, label))
  }
  return out
}

function legend(y: number): string[] {
  const names = [
    [RECORDER, '录像进程 recorder'],
    [BOOKS, '密钥与登记 keys, jobs'],
    [DATABASE, 'PostgreSQL'],
    [FFMPEG, 'ffmpeg'],
  ] as const
  return names.flatMap(([colour, name], n) => {
    const x = 20 + n * 180
    return [
      `<rect x="${x}" y="${y - 10}" width="12" height="12" fill="${colour}"/>`,
      text(x + 18, y, name, 'fill="#5b616a"'),
    ]
  })
}

function text(x: number, y: number, content: string, more = ''): string {
  return `<text x="${x}" y="${y}"${more === '' ? '' : ` ${more}`}>${content}</text>`
}

if (process.argv[1] === import.meta.filename) {
  const from = new URL('recorder.json', import.meta.url)
  const figures = JSON.parse(readFileSync(from, 'utf8')) as RecorderFigures
  writeFileSync(new URL('recorder.svg', import.meta.url), drawRecorder(figures))
}
