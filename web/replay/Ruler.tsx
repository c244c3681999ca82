import { RibbonAxis, type RibbonSpan } from '../kit/Ribbon.tsx'

/** The times above the ribbons, in the same columns. */
export function Ruler({ view }: { view: RibbonSpan }) {
  return (
    <div className="ribbon-row axis-row">
      <span />
      <RibbonAxis view={view} />
      <span />
    </div>
  )
}
