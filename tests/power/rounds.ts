/**
 * Power cuts: the whole data folder and the key folder on one ext4, which the kernel shuts down without flushing its
 * journal while cameras record and a person works. Then every process is killed, the disk mounted anew, the product
 * started. What only a machine can add is a disk that lied about its flushes: that is not tested here.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { serverUser } from '#db/postgres/user.ts'
import { judge, type Kill, type Verdict, Worker } from '../crash/rounds.ts'
import { Truth } from '../crash/truth.ts'
import { type Product, startProduct } from '../product.ts'
import { Ear } from './ear.ts'
import { killFamily } from './family.ts'
import { keptFindings } from './kept.ts'
import { LoopDisk } from './loop.ts'

/** A cut, as the verdict sees it. */
async function cutPower(product: Product, disk: LoopDisk): Promise<Kill> {
  const at = Date.now()
  await disk.cutPower()
  await killFamily(product.supervisor())
  await product.halt('SIGKILL')
  await disk.unmount()
  await disk.mount()
  await product.again()
  return { victim: 'power', at, backAt: Date.now() }
}

/**
 * Cuts the power `rounds` times and judges. Between two cuts, `restMs` to 2 × `restMs`. As root only.
 * Leaves nothing: no process, no mount, no loop device.
 */
export async function powerRounds(
  rounds: number,
  restMs: number,
  random: () => number = Math.random,
): Promise<Verdict> {
  const disk = await LoopDisk.make({
    megabytes: 1536,
    owner: (await serverUser()) as { uid: number; gid: number },
  })
  try {
    const volumes = JSON.stringify([{ path: 'volume-1', label: '', reserveMb: 64 }])
    const product = await startProduct({
      sample: true,
      base: disk.at,
      within: 120_000,
      env: { MJ_SAMPLE_SOURCE: 'loop', MINGJIAN_VOLUMES: volumes },
    })
    try {
      return await cutsOf(product, disk, rounds, restMs, random)
    } finally {
      await product.stop()
    }
  } finally {
    await disk.remove()
  }
}

async function cutsOf(
  product: Product,
  disk: LoopDisk,
  rounds: number,
  restMs: number,
  random: () => number,
): Promise<Verdict> {
  const first = await Truth.of(product)
  const cameras = await first.cameras()
  await first.close()
  const worker = new Worker(product, cameras[0]!.id)
  const ear = new Ear(product)
  const working = worker.run()
  const kills: Kill[] = []
  try {
    for (let round = 0; round < rounds; round++) {
      await sleep(restMs + random() * restMs)
      kills.push(await cutPower(product, disk))
    }
    await sleep(restMs * 2)
  } finally {
    worker.stop()
    await working
    ear.close()
  }
  const end = Date.now() - 3000
  await product.halt()
  await product.again()
  const volume = `${product.folder}/volume-1`
  return judge(product, kills, worker, end, (truth) => keptFindings(truth, [volume], ear.declared, new Set()))
}
