import './kit/look.css'
import { createRoot } from 'react-dom/client'
import { Client } from './api/client.ts'
import { ClientContext } from './api/use-api.ts'
import { Console } from './Console.tsx'
import { Look } from './kit/Look.tsx'
import { SessionProvider } from './session/Session.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no root')

createRoot(root).render(
  <ClientContext value={new Client()}>
    <Look>
      <SessionProvider>
        <Console />
      </SessionProvider>
    </Look>
  </ClientContext>,
)

// After the first paint: the list of subsets is long, and a system font does until it is there.
void import('./kit/fonts.ts')
