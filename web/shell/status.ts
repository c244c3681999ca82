/**
 * What goes on right now, pushed each second over one socket. It is no sign of life: an untouched console still idles
 * out, and the socket says so when the session has ended.
 */
import { useEffect, useRef, useState } from 'react'
import type { cameras as routes } from '#station/cameras/contract.ts'
import type { Reply } from '../api/client.ts'

type Row = Reply<typeof routes.list>[number]

export type StationStatus = {
  readonly now: string
  readonly cameras: readonly Pick<Row, 'id' | 'state' | 'main' | 'sub'>[]
  readonly unproven: readonly {
    readonly id: string
    readonly number: string
    readonly name: string
    readonly since: string
    readonly cause: string
  }[]
  readonly ledger: { readonly size: number; readonly pending: number; readonly checkpointAt: string | null }
  readonly onWatch: readonly { readonly id: string; readonly name: string; readonly since: string }[]
  readonly openUses?: number
}

const SILENT_MS = 5000

/** The latest status; `away` while the station says nothing. `onEnd` when the session is over. */
export function useStatus(onEnd: () => void): {
  readonly status: StationStatus | undefined
  readonly away: boolean
} {
  const [status, setStatus] = useState<StationStatus>()
  const [away, setAway] = useState(false)
  const end = useRef(onEnd)
  end.current = onEnd

  useEffect(() => {
    let socket: WebSocket | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let silent: ReturnType<typeof setTimeout> | undefined
    let left = false
    const listen = () => {
      clearTimeout(silent)
      silent = setTimeout(() => setAway(true), SILENT_MS)
    }
    const connect = () => {
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
      socket = new WebSocket(`${scheme}://${location.host}/api/status/live`)
      socket.onmessage = (event) => {
        const word = JSON.parse(String(event.data)) as { t: string } & StationStatus
        if (word.t === 'status') {
          listen()
          setAway(false)
          setStatus(word)
        } else if (word.t === 'end') {
          left = true
          end.current()
        }
      }
      socket.onclose = () => {
        if (left) return
        setAway(true)
        again = setTimeout(connect, 1500)
      }
    }
    connect()
    listen()
    return () => {
      left = true
      clearTimeout(again)
      clearTimeout(silent)
      socket?.close()
    }
  }, [])
  return { status, away }
}
