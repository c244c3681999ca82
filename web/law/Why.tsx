import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Bones } from '../kit/Page.tsx'
import { type Texts, useText } from '../text/language.ts'
import './why.css'

const zh = { why: '为什么' }
const en: typeof zh = { why: 'Why' }
const text: Texts<typeof zh> = { zh, en }

// The rules of both laws in two languages: they come when somebody asks.
const Explained = lazy(() => import('./Explained.tsx'))

export type Asking = {
  /** A question of `law/questions/`. */
  readonly question: string
  /** What this console knows for certain; what it doesn't know is absent. `on`, the station's day, is added. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** A disclosure: what the rules say about what stands beside it, decided here from the facts at hand. */
export function Why({ asking, children }: { asking: Asking; children?: ReactNode }) {
  const t = useText(text)
  const [isOpen, setOpen] = useState(false)
  return (
    <details className="why" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{children ?? t.why}</summary>
      {isOpen && (
        <Suspense fallback={<Bones rows={3} />}>
          <Explained {...asking} />
        </Suspense>
      )}
    </details>
  )
}
