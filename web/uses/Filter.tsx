import { Button, Input, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useCameras } from '../shell/Shell.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { text } from './text.ts'

/** The register's filters. They live in the address: a list can be bookmarked, sent and printed as it is. */
export function Filter() {
  const t = useText(text)
  const w = useText(words)
  const cameras = useCameras().data ?? []
  const [search, setSearch] = useSearchParams()
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    setSearch(next, { replace: true })
  }
  const pick = (name: 'act' | 'state' | 'camera' | 'kind', options: { value: string; label: string }[]) => (
    <Select
      allowClear
      aria-label={t.filter[name]}
      placeholder={t.filter[name]}
      value={search.get(name) ?? undefined}
      onChange={(value) => set(name, value)}
      options={options}
      popupMatchSelectWidth={false}
    />
  )
  const options = (names: Record<string, string>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }))
  return (
    <div className="book-filter no-print">
      <Input.Search
        allowClear
        defaultValue={search.get('q') ?? ''}
        placeholder={t.filter.q}
        aria-label={t.filter.q}
        maxLength={100}
        onSearch={(value) => set('q', value.trim())}
      />
      {pick('kind', options(t.kinds))}
      {pick('act', options(w.acts))}
      {pick('state', options(w.useStates))}
      {pick(
        'camera',
        cameras.map((c) => ({ value: c.id, label: `${c.name} ${c.number}` })),
      )}
      <Input
        type="date"
        aria-label={t.filter.on}
        value={search.get('on') ?? ''}
        onChange={(event) => set('on', event.target.value)}
      />
      <Button disabled={search.size === 0} onClick={() => setSearch({})}>
        {t.clear}
      </Button>
    </div>
  )
}
