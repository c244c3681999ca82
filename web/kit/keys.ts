import { useEffect, useRef } from 'react'

/**
 * Keys of a page, by `KeyboardEvent.key` (letters in lower case). They rest while a field or a dialog has the focus,
 * and never take a combination that belongs to the browser.
 */
export function useKeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target as HTMLElement | null
      if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"]'))
        return
      const name = event.key.length === 1 ? event.key.toLowerCase() : event.key
      // A focused button keeps Enter and Space: pressing it is what its owner wants.
      if ((name === ' ' || name === 'Enter') && target?.closest('button, a')) return
      const act = latest.current[name]
      if (act === undefined) return
      event.preventDefault()
      act(event)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
