import type { ReactNode } from 'react'

/** The few signs of the console, drawn on a 16 px grid with one stroke width; words always stand beside them. */
const drawn = {
  watch: <path d="M2 2.5h5v5H2zM9 2.5h5v5H9zM2 9.5h5v5H2zM9 9.5h5v5H9z" />,
  replay: <path d="M8 4v4.2l2.8 1.8M2.2 8a5.9 5.9 0 1 0 1.6-4M3.5 1.6v2.8h2.8" />,
  uses: <path d="M3 2h10v12H3zM5.5 5.2h5M5.5 8h5M5.5 10.8h3" />,
  cameras: <path d="M1.8 5.2 11.5 3l1.6 4.2-9.4 2.6zM6 9.6v3H2.4M12.8 5.4l1.6.3" />,
  storage: <path d="M2 3h12v10H2zM2 6.3h12M6 6.3V13M10 6.3V13M2 9.6h12" />,
  people: (
    <path d="M6 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 6 8zM1.6 13.6c.3-2.6 2-4 4.4-4s4.1 1.4 4.4 4M10.6 3.2a2.4 2.4 0 0 1 0 4.4M12 9.9c1.4.6 2.2 1.9 2.4 3.7" />
  ),
  back: <path d="M8 3 2.5 8 8 13M13.5 3 8 8l5.5 5" />,
  play: <path d="M4 2.5v11L13 8z" fill="currentColor" />,
  pause: <path d="M4.5 3v10M11.5 3v10" strokeWidth="2.6" />,
  forward: <path d="m8 3 5.5 5L8 13M2.5 3 8 8l-5.5 5" />,
  out: <path d="M6 2.5H2.5v11H6M10 4.5 13.5 8 10 11.5M13 8H6" />,
  sun: (
    <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M3 13l1.2-1.2M11.8 4.2 13 3" />
  ),
  moon: <path d="M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1z" />,
} satisfies Record<string, ReactNode>

export function Icon({ name, size = 16 }: { name: keyof typeof drawn; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {drawn[name]}
    </svg>
  )
}
