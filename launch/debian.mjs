// What some tests need from Debian. As root it is installed; otherwise one command is printed for the person.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { say } from './setup.mjs'

/** need -> a file that shows it is there (or a question), and the packages that bring it. */
export const needs = {
  chromium: { shows: '/usr/bin/chromium', packages: ['chromium', 'fonts-noto-cjk'] },
  ffmpeg: { shows: '/usr/bin/ffmpeg', packages: ['ffmpeg'] },
  gstreamer: {
    shows: '/usr/share/doc/gir1.2-gst-rtsp-server-1.0',
    packages: [
      'python3-gi',
      'gir1.2-gst-rtsp-server-1.0',
      'gir1.2-gst-plugins-base-1.0',
      'gstreamer1.0-plugins-good',
      'gstreamer1.0-plugins-bad',
    ],
  },
  // The client's package makes the same folder: only a server has initdb.
  postgresql: { shows: () => inAny('/usr/lib/postgresql', 'bin/initdb'), packages: ['postgresql'] },
  xfs: { shows: '/usr/sbin/xfs_io', packages: ['xfsprogs', 'e2fsprogs'] },
  // The kernel's, not Debian's: a container often has none.
  loop: { shows: '/dev/loop-control', packages: [] },
}

const inAny = (folder, file) =>
  fs.existsSync(folder) && fs.readdirSync(folder).some((part) => fs.existsSync(path.join(folder, part, file)))
const isThere = ({ shows }) => (typeof shows === 'function' ? shows() : fs.existsSync(shows))
const missing = (wanted) => Object.entries(needs).filter(([n, w]) => wanted.includes(n) && !isThere(w))

/** Installs what is missing where we may; returns which of the wanted needs are met. */
export function provideDebian(wanted = Object.keys(needs)) {
  const lacking = missing(wanted).flatMap(([, n]) => n.packages)
  const root = typeof process.getuid === 'function' && process.getuid() === 0
  if (lacking.length && root && fs.existsSync('/usr/bin/apt-get')) {
    say(`明鉴：正在安装测试所需的 Debian 软件包 / installing Debian packages for tests: ${lacking.join(' ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env }).status === 0
    if (!apt(['install', '-y', '--no-install-recommends', ...lacking])) {
      apt(['update'])
      apt(['install', '-y', '--no-install-recommends', ...lacking])
    }
  } else if (lacking.length) {
    say('部分测试需要以下软件包 / some tests need these packages:')
    say(`  sudo apt-get install -y --no-install-recommends ${lacking.join(' ')}`)
  }
  const still = new Set(missing(wanted).map(([name]) => name))
  return wanted.filter((name) => !still.has(name))
}
