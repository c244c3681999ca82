/** Command line of `npm start`. Unknown words are refused: a misspelt option must not start something else. */
import path from 'node:path'
import { StartRefusal } from './folder.ts'

export type Options = { readonly folder: string; readonly sample: boolean; readonly newPasswords: boolean }

/** `--data DIR` = a real station; without it the sample, in its own folder. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv, root: string): Options {
  let folder: string | null = null
  let newPasswords = false
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!
    if (word === '--data' && args[i + 1]) folder = args[++i]!
    else if (word.startsWith('--data=')) folder = word.slice('--data='.length)
    else if (word === '--new-passwords') newPasswords = true
    else {
      throw new StartRefusal(
        'start/unknown-option',
        `无法识别的参数 ${word}。可用：--data 目录、--new-passwords（样板账号换新密码）。`,
        `unknown option ${word}. There are: --data DIR, --new-passwords (new passwords for the sample accounts).`,
      )
    }
  }
  if (folder)
    return { folder: path.resolve(env.MJ_CALLER_CWD || process.cwd(), folder), sample: false, newPasswords }
  const base =
    env.MJ_SAMPLE_FOLDER ||
    (env.HOME === '/var/lib/mingjian' ? '/var/lib/mingjian/sample' : path.join(root, 'data', 'sample'))
  return { folder: base, sample: true, newPasswords }
}
