import { useParams } from 'react-router'
import { Book } from './Book.tsx'
import { Story } from './Story.tsx'

/** The register of use, read as a book: lines by filter, each opening to its whole story. */
export default function UsesPage() {
  const params = useParams()
  return params.use === undefined ? <Book /> : <Story id={params.use} />
}
