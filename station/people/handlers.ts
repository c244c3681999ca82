/** All of people's handlers, by contract. */
import type { Handlers } from '../route.ts'
import { accountHandlers } from './accounts.ts'
import type { PeopleContext } from './context.ts'
import type { people, session } from './contract.ts'
import { passkeyHandlers } from './passkeys.ts'
import { signInHandlers } from './sign-in.ts'

export const sessionHandlers: Handlers<PeopleContext, typeof session> = {
  ...signInHandlers,
  ...passkeyHandlers,
}
export const peopleHandlers: Handlers<PeopleContext, typeof people> = accountHandlers
export { setupHandlers } from './setup.ts'
