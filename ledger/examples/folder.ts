/** Tiles in a folder, which any web server can serve as it is. */
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { TileStore } from '../tile.ts'

export function folderTiles(folder: string): TileStore {
  return {
    async read(tile) {
      return readFile(path.join(folder, tile)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
    },
    async write(tile, bytes) {
      const file = path.join(folder, tile)
      await mkdir(path.dirname(file), { recursive: true })
      // Under another name until it's whole and on the disk: nobody reads half a tile.
      const handle = await open(`${file}.new`, 'w')
      await handle.writeFile(bytes)
      await handle.sync()
      await handle.close()
      await rename(`${file}.new`, file)
    },
  }
}
