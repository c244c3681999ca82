/** The law as it is written here: every article's rows in one book, and the calendar. */
import { ARTICLES } from './articles.ts'
import { WorkingDays } from './calendar/working-days.ts'
import type { Law } from './questions/question.ts'
import { Book } from './reason/book.ts'

export const LAW: Law = {
  book: new Book(ARTICLES.flatMap(({ rows }) => rows)),
  days: new WorkingDays(),
}
