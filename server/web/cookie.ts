/** The session's cookie. With TLS its name has the prefix that binds it to this host, this path and HTTPS. */
import type { CookieSerializeOptions } from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { isToken } from '#station/people/session-store.ts'

export const cookieName = (secure: boolean): string => (secure ? '__Host-mj' : 'mj')

const options = (secure: boolean): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure,
})

/** The cookie's value where it has the form of one of ours. */
export function tokenOf(request: FastifyRequest, secure: boolean): string | null {
  const value = request.cookies[cookieName(secure)]
  return isToken(value) ? value : null
}

/** A cookie of the browser's session: closing the browser forgets it. */
export const keepToken = (reply: FastifyReply, secure: boolean, token: string): void => {
  reply.setCookie(cookieName(secure), token, options(secure))
}

export const dropToken = (reply: FastifyReply, secure: boolean): void => {
  reply.clearCookie(cookieName(secure), options(secure))
}
