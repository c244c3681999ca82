import type { CameraRow } from '../shell/Shell.tsx'
export function TestPicture(_: { camera: CameraRow }) {
  return null
}
