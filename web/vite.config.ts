/**
 * Builds the console into `dist/web` (or MJ_WEB_OUT). Everything comes from this machine: fonts included, no CDN, no
 * source maps. Contract files reach the browser without their schemas: a route there is its name, method and path.
 */
import { dirname, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))

/** What the browser needs of a contract's export: routes without schemas; other values if they are plain data. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const row = value as Record<string, unknown>
  if (typeof row.method === 'string' && typeof row.path === 'string') {
    return { name: row.name, method: row.method, path: row.path, session: row.session }
  }
  return Object.fromEntries(Object.entries(row).map(([key, inner]) => [key, bare(inner)]))
}

/** A schema, or a table of schemas, is not sent. */
function isSchema(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return (
    '~kind' in value || 'anyOf' in value || 'properties' in value || ('type' in value && !('method' in value))
  )
}

function contracts(): Plugin {
  return {
    name: 'contracts-without-schemas',
    async load(id) {
      if (!id.endsWith('/contract.ts')) return null
      const module = (await import(pathToFileURL(id).href)) as Record<string, unknown>
      const lines = Object.entries(module)
        .filter(([, value]) => typeof value === 'object' && !isSchema(value))
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(bare(value))}`)
      return { code: lines.join('\n'), moduleType: 'js' }
    },
  }
}

/** The font ships woff2 and woff of each subset; every browser that can play a picture reads woff2. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!/@fontsource.*\.css/.test(id)) return null
      return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '')
    },
  }
}

export default defineConfig({
  root: here,
  base: '/',
  plugins: [contracts(), onlyWoff2(), react()],
  build: {
    outDir: process.env.MJ_WEB_OUT ?? resolve(here, '../dist/web'),
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
})
