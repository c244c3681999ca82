/** The four scenes of the make-believe school. */
import { corridor } from './corridor.ts'
import { gate } from './gate.ts'
import { playground } from './playground.ts'
import type { Scene } from './scene.ts'
import { storeroom } from './storeroom.ts'

export type SceneName = 'gate' | 'corridor' | 'playground' | 'storeroom'

export const SCENES: Readonly<Record<SceneName, Scene>> = { gate, corridor, playground, storeroom }
