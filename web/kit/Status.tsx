import type { ReactNode } from 'react'

export type Tone = 'ok' | 'warn' | 'bad' | 'unknown' | 'idle' | 'held'

const colours: Record<Tone, string> = {
  ok: 'var(--accent)',
  warn: 'var(--warn)',
  bad: 'var(--bad)',
  unknown: 'var(--warn)',
  idle: 'var(--quiet)',
  held: 'var(--held)',
}

/** A shape of its own for each tone, so that no state is told by colour alone. */
export function Shape({ tone, size = 9 }: { tone: Tone; size?: number }) {
  const shape = {
    ok: <circle cx="5" cy="5" r="4.2" />,
    warn: <path d="M5 .8 9.6 9.2H.4z" />,
    bad: <path d="M.8.8h8.4v8.4H.8z" />,
    unknown: <path d="M5 .2 9.8 5 5 9.8.2 5z" />,
    idle: <circle cx="5" cy="5" r="3.6" fill="none" stroke="currentColor" strokeWidth="1.4" />,
    held: <path d="M.5 3h9v4h-9z" />,
  }[tone]
  return (
    <svg width={size} height={size} viewBox="0 0 10 10" fill="currentColor" aria-hidden="true">
      {shape}
    </svg>
  )
}

/** Shape, word and colour. */
export function Status({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className="status" title={title}>
      <span style={{ color: colours[tone], display: 'inline-flex' }}>
        <Shape tone={tone} />
      </span>
      <span style={tone === 'idle' ? { color: 'var(--quiet)' } : undefined}>{children}</span>
    </span>
  )
}

/** The same in a filled label, for headers and tiles. */
export function StatusTag({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  const fill = tone === 'unknown' ? 'warn' : tone
  return (
    <span className={`tag is-${fill}`} title={title}>
      <Shape tone={tone} size={8} />
      {children}
    </span>
  )
}
