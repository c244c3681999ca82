export default function UsesPage() {
  return null
}
