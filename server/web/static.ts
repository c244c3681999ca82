/** The console: hashed assets are kept by browsers for ever, the page itself is asked for each time. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export const sendPage = (reply: FastifyReply, page: Buffer): FastifyReply =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)

/**
 * Serves `folder` and returns its index.html: every other address outside /api that a browser opens as a page
 * gets that too, since the console routes by itself. Throws where the console was not built.
 */
export async function serveConsole(app: FastifyInstance, folder: string): Promise<Buffer> {
  const index = path.join(folder, 'index.html')
  if (!existsSync(index))
    throw new Error(`${folder} has no index.html: build the console first (npm start does)`)
  const page = readFileSync(index)
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (response, file) => {
      const hashed = file.startsWith(path.join(folder, 'assets') + path.sep)
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/', (_request, reply) => sendPage(reply, page))
  return page
}
