import { type ReactNode, useEffect, useState } from 'react'

/** A page of the office: title, one sentence of what matters now, actions on the right. */
export function Page(props: {
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{props.title}</h1>
          {props.lead !== undefined && <p className="lead">{props.lead}</p>}
        </div>
        <span className="space" />
        <div className="row no-print">{props.actions}</div>
      </div>
      {props.children}
    </div>
  )
}

/** Nothing here yet: what that means and what to do first. */
export function Empty(props: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <b>{props.title}</b>
      {props.children}
      {props.action !== undefined && <div>{props.action}</div>}
    </div>
  )
}

/** Grey bones, shown only when the wait is long enough to notice (200 ms). */
export function Bones({ rows = 4 }: { rows?: number }) {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className="bones" aria-busy="true">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity and never move
        <i key={i} style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  )
}

/** Facts side by side: pairs of a label and what is known; an unknown fact shows as a dash. */
export function Facts({ rows }: { rows: Readonly<Record<string, ReactNode>> }) {
  return (
    <dl className="facts">
      {Object.entries(rows).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === '' || value === false ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  )
}
