import '@fontsource/noto-sans-sc/400.css'
import '@fontsource/noto-sans-sc/600.css'
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
