// biome-ignore-all lint/suspicious/noTemplateCurlyInString: sources are quoted here.
/**
 * Mutants of `law/` that no test kills and that are known for what they are. One that is killed, or gone, fails the
 * mutation run: then its line goes.
 */
export type Survivor = {
  readonly file: string
  /** As the run prints it: what stood there, and what stands there in the mutant. */
  readonly was: string
  readonly now: string
  /** The line it begins in, where the same change is made in several. */
  readonly code?: string
  /** Why nothing can or need tell them apart. */
  readonly why: string
}

export const SURVIVORS: readonly Survivor[] = [
  {
    file: 'law/decree185/article-11.ts',
    was: 'acceptedOn < on',
    now: 'acceptedOn <= on',
    why: 'the earlier of two days, which may be the same one',
  },
  {
    file: 'law/decree185/article-11.ts',
    was: 'acceptedOn < first',
    now: 'acceptedOn <= first',
    why: 'acceptance on the first day has been decided above',
  },
  {
    file: 'law/order799/article-14.ts',
    was: 'inUseOn < on',
    now: 'inUseOn <= on',
    why: 'the earlier of two days, which may be the same one',
  },
  {
    file: 'law/facts/unlisted.ts',
    was: '8',
    now: '9',
    why: 'three signs have eight states; a ninth finding is made and never asked for',
  },
  {
    file: 'law/order799/article-08.ts',
    was: '8',
    now: '9',
    why: 'three facts have eight states; a ninth finding is made and never asked for',
  },
  {
    file: 'law/lists.ts',
    was: "'2199-12-31'",
    now: "'2200-01-01'",
    why: 'any day later than all rows will do',
  },
  {
    file: 'law/lists.ts',
    was: "'2199-12-31'",
    now: "'2199-12-30'",
    why: 'any day later than all rows will do',
  },
  {
    file: 'law/calendar/civil.ts',
    was: "parts === null || text < '1900-01-01' || text > '2199-12-31'",
    now: "text < '1900-01-01' || text > '2199-12-31'",
    why: 'a text in another shape is never what counting gives back',
  },
  {
    file: 'law/calendar/civil.ts',
    was: '146_097',
    now: '146098',
    why: 'differs outside 1900–2199 only; every day there is compared with the machine’s calendar',
  },
  {
    file: 'law/calendar/civil.ts',
    was: '1460',
    now: '1459',
    why: 'differs outside 1900–2199 only; every day there is compared with the machine’s calendar',
  },
  {
    file: 'law/calendar/civil.ts',
    was: '36_524',
    now: '36523',
    why: 'differs outside 1900–2199 only; every day there is compared with the machine’s calendar',
  },
  {
    file: 'law/calendar/civil.ts',
    was: '146_096',
    now: '146095',
    why: 'differs outside 1900–2199 only; every day there is compared with the machine’s calendar',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '0',
    now: '(-1)',
    code: 'for (let i = 0; i < length; i++) if ((i + monday) % 7 >= 5) rests[i] = 1',
    why: 'a typed array has nothing before its first or after its last place',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: 'i < length',
    now: 'i <= length',
    code: 'for (let i = 0; i < length; i++) if ((i + monday) % 7 >= 5) rests[i] = 1',
    why: 'a typed array has nothing before its first or after its last place',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '0',
    now: '(-1)',
    code: 'for (let i = 0; i < length; i++) {',
    why: 'a typed array has nothing before its first or after its last place',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: 'i < length',
    now: 'i <= length',
    code: 'for (let i = 0; i < length; i++) {',
    why: 'a typed array has nothing before its first or after its last place',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '5',
    now: '6',
    why: 'the sixth sign is a blank, and a day’s number is read from the first five',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: 'at < 0',
    now: 'at <= 0',
    code: 'const before = at < 0 ? 0 : (this.#before[at] ?? this.#worked.length)',
    why: 'nothing is worked before the first day either way',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '0',
    now: '1',
    code: 'const before = at < 0 ? 0 : (this.#before[at] ?? this.#worked.length)',
    why: 'nothing is worked before the first day either way',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: 'days < 0',
    now: 'days <= 0',
    code: 'const last = this.#worked[days < 0 ? before + days : after + days - 1]',
    why: 'no limit has no days',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '0',
    now: '1',
    code: 'const last = this.#worked[days < 0 ? before + days : after + days - 1]',
    why: 'no limit has no days',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '!this.knows(on)',
    now: 'false',
    why: 'past the calendar nothing is found either; asked first so that it reads so',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: 'this.#rests[at] === 0',
    now: 'false',
    why: 'a shorter way: the next worked day is the day itself',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: '0',
    now: '(-1)',
    code: 'if (this.#rests[at] === 0) return on',
    why: 'a shorter way: the next worked day is the day itself',
  },
  {
    file: 'law/calendar/working-days.ts',
    was: 'to < from',
    now: 'to <= from',
    why: 'from a day to itself is one step either way',
  },
  {
    file: 'law/explain.ts',
    was: "typeof at === 'object' && at !== null",
    now: "typeof at === 'object'",
    why: 'facts have no null in them; the guard is for the types',
  },
  {
    file: 'law/explain.ts',
    was: "typeof value === 'object' && value !== null",
    now: "typeof value === 'object'",
    why: 'facts have no null in them; the guard is for the types',
  },
  {
    file: 'law/explain.ts',
    was: "kind?.is === 'object' || kind?.is === 'list'",
    now: 'true',
    why: 'only an object or a list has something inside; the guard is for the types',
  },
  {
    file: 'law/reason/book.ts',
    was: 'a.from < b.from',
    now: 'a.from <= b.from',
    why: 'no two rows of one id begin on one day',
  },
  {
    file: 'law/reason/book.ts',
    was: '1',
    now: '2',
    code: 'for (const known of this.#byId.values()) known.sort((a, b) => (a.from < b.from ? -1 : 1))',
    why: 'the sort asks only whether the first comes before the second',
  },
  {
    file: 'law/reason/book.ts',
    was: '1',
    now: '0',
    code: 'for (const known of this.#byId.values()) known.sort((a, b) => (a.from < b.from ? -1 : 1))',
    why: 'the sort asks only whether the first comes before the second',
  },
  {
    file: 'law/reason/finding.ts',
    was: 'outcome === weak',
    now: 'false',
    why: 'a shorter way: where all are weak, all of them decide',
  },
  {
    file: 'law/decree185/article-12.ts',
    was: "until !== undefined && (until === 'none' || until < on)",
    now: "(until === 'none' || until < on)",
    why: 'an absent day comes before no day; the guard is for the types',
  },
  {
    file: 'law/decree185/article-17.ts',
    was: 'a === b',
    now: 'false',
    why: 'a shorter way: equal words are equal when made plain',
  },
  {
    file: 'law/decree185/article-17.ts',
    was: '1',
    now: '0',
    code: 'if (apart(officials, needed, other, i + 1, [...picked, next])) return true',
    why: 'nobody is another than themselves, so nobody is picked twice',
  },
  {
    file: 'law/order799/article-16.ts',
    was: 'keyStaff === null || entries === null',
    now: 'entries === null',
    why: 'both lists begin on one day',
  },
  {
    file: 'law/order799/article-16.ts',
    was: 'keyStaff === null || entries === null',
    now: 'keyStaff === null',
    why: 'both lists begin on one day',
  },
  {
    file: 'law/procedure/term.ts',
    was: 'from < on',
    now: 'from <= on',
    why: 'the earlier of two days, which may be the same one',
  },
  {
    file: 'law/questions/filing-deadline.ts',
    was: "finding.outcome === 'yes'",
    now: 'true',
    code: "if (finding.outcome === 'yes')",
    why: 'where nothing is known the open duties stand in the finding already',
  },
  {
    file: 'law/questions/filing-deadline.ts',
    was: 'dueOn < earliest',
    now: 'dueOn <= earliest',
    why: 'the earlier of two days, which may be the same one',
  },
  {
    file: 'law/order799/article-07.ts',
    was: 'builder !== null',
    now: 'true',
    why: 'every kind that is listed only if key has who builds it; the guard is for the types',
  },
  {
    file: 'law/procedure/steps.ts',
    was: 'GIVEN_TOGETHER.includes(kinds[0]!)',
    now: 'true',
    why: 'what answers is never before the first of its own kind',
  },
  {
    file: 'law/procedure/steps.ts',
    was: 'on !== null && on > since',
    now: 'on > since',
    why: 'null is later than no day; the guard is for the types',
  },
  {
    file: 'law/procedure/steps.ts',
    was: 'on !== null && on > since',
    now: 'on !== null',
    why: 'an answer before the order or the warning was refused as bad input',
  },
  {
    file: 'law/procedure/steps.ts',
    was: 'on > since',
    now: 'on >= since',
    why: 'the later of two days, which may be the same one',
  },
  {
    file: 'law/questions/limits.ts',
    was: 'from <= last',
    now: 'from < last',
    why: 'a count back from the last day of the calendar stays inside it; nothing asks where it left',
  },
  {
    file: 'law/questions/limits.ts',
    was: 'from < first',
    now: 'from <= first',
    why: 'a count from the first day of the calendar stays inside it; nothing asks where it left',
  },
  {
    file: 'law/questions/retention.ts',
    was: '(row.value as number) > (most.value as number)',
    now: '(row.value as number) >= (most.value as number)',
    why: 'of two equal floors either will do',
  },
  {
    file: 'law/questions/penalty.ts',
    was: '1',
    now: '2',
    code: "if (order?.kind !== 'order') return -1",
    why: 'any negative number says that none was found',
  },
  {
    file: 'law/questions/penalty.ts',
    was: "yes(rule, { zh: `所问为${zh}。`, en: `Asked about ${en}.` }, ['rule'])",
    now: "unknown(rule, { zh: `所问为${zh}。`, en: `Asked about ${en}.` }, [], ['rule'])",
    why: 'a remark is read; its outcome is told nowhere',
  },
  {
    file: 'law/questions/retention.ts',
    was: "no( row.id.slice(0, row.id.lastIndexOf('/')), { zh: `申明的日数少于最短期限${row.value}日；以最短期限为准，请更正申明。`, en: …",
    now: "unknown(row.id.slice(0, row.id.lastIndexOf('/')), { zh: `申明的日数少于最短期限${row.value}日；以最短期限为准，请更正申明。`, …",
    why: 'a remark is read; its outcome is told nowhere',
  },
  {
    file: 'law/questions/retention.ts',
    was: "typeof declaredDays === 'number' && declaredDays < (floor.value as number)",
    now: 'declaredDays < (floor.value as number)',
    why: 'none is less than no number; the guard is for the types',
  },
]
