import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { people as routes } from '#station/people/contract.ts'
import { useDo } from '../api/use-api.ts'
import { Facts } from '../kit/Page.tsx'
import { ReasonDialog } from '../kit/ReasonDialog.tsx'
import { Status } from '../kit/Status.tsx'
import { TimeText, useStationNow } from '../kit/TimeText.tsx'
import { dayOf } from '../kit/time.ts'
import { type Role, useMe } from '../session/Session.tsx'
import { useText } from '../text/language.ts'
import { words } from '../text/words.ts'
import { Changes } from './Changes.tsx'
import { HalfDialog } from './HalfDialog.tsx'
import { type Change, type Person, personTone } from './PeoplePage.tsx'
import { text } from './text.ts'

type Deed = 'suspend' | 'resume' | 'password' | 'roles'
const allRoles: readonly Role[] = [
  'operator',
  'keeper',
  'technician',
  'auditor',
  'administrator',
  'principal',
]

/** One person: facts, what may be done, history below. */
export function PersonDetail(props: { person: Person; changes: readonly Change[]; onDone: () => void }) {
  const { person } = props
  const t = useText(text)
  const w = useText(words)
  const me = useMe()
  const today = dayOf(useStationNow()())
  const { act, busy, problem, clear } = useDo()
  const [deed, setDeed] = useState<Deed>()
  const [roles, setRoles] = useState<Role[]>(person.roles)
  const [half, setHalf] = useState<string | null>()
  const administers = me.roles.includes('administrator')

  async function run(reason: string) {
    const params = { id: person.id }
    if (deed === 'suspend') {
      if ((await act(routes.suspend, { params, body: { reason } })) === undefined) return
    } else {
      const reply =
        deed === 'roles'
          ? await act(routes.proposeRoles, { params, body: { roles, reason } })
          : await act(deed === 'resume' ? routes.proposeResume : routes.proposePassword, {
              params,
              body: { reason },
            })
      if (reply === undefined) return
      setHalf(reply.passwordHalf)
    }
    setDeed(undefined)
    props.onDone()
  }

  const training = (until: string | null) =>
    until === null ? null : until < today ? (
      <Status tone="warn">
        {until} {t.expired}
      </Status>
    ) : (
      until
    )
  const titles = {
    suspend: t.suspendTitle(person.name),
    resume: t.resume,
    password: t.resetPassword,
    roles: t.changeRoles,
  }
  const open = (next: Deed) => {
    clear()
    setDeed(next)
  }

  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <span className="title">{person.name}</span>
        <Status tone={personTone[person.state]}>{t.states[person.state]}</Status>
        <span className="space" />
        {administers && person.state === 'active' && (
          <>
            <Button onClick={() => open('roles')}>{t.changeRoles}</Button>
            <Button onClick={() => open('password')}>{t.resetPassword}</Button>
          </>
        )}
        {person.state === 'active' &&
          (administers || me.roles.includes('keeper')) &&
          person.id !== me.personId && (
            <Button danger onClick={() => open('suspend')}>
              {t.suspend}
            </Button>
          )}
        {administers && person.state === 'suspended' && (
          <Button onClick={() => open('resume')}>{t.resume}</Button>
        )}
      </div>
      <Facts
        rows={{
          [t.login]: <span className="mono">{person.login}</span>,
          [t.roles]: person.roles.map((r) => w.roles[r]).join(w.comma),
          [t.unit]: person.unit,
          [t.post]: person.post,
          [t.skills]: training(person.skillsUntilOn),
          [t.confidentiality]: training(person.confidentialityUntilOn),
          [t.factors]: [
            person.hasPassword ? t.password : '',
            person.hasTotp ? t.totp : '',
            person.passkeys > 0 ? t.passkeys(person.passkeys) : '',
          ]
            .filter(Boolean)
            .join(w.comma),
          [t.lastSignIn]: person.lastSignInAt === null ? t.never : <TimeText at={person.lastSignInAt} />,
          [t.created]: <TimeText at={person.createdAt} />,
        }}
      />
      <h2 className="section">{t.past}</h2>
      {props.changes.length > 0 ? (
        <Changes changes={props.changes} onDone={props.onDone} />
      ) : (
        <p className="quiet">{t.noPast}</p>
      )}
      {deed !== undefined && (
        <ReasonDialog
          title={titles[deed]}
          go={titles[deed]}
          danger={deed === 'suspend'}
          busy={busy}
          problem={problem}
          onGo={(reason) => void run(reason)}
          onClose={() => setDeed(undefined)}
        >
          {deed === 'suspend' && <p className="quiet">{t.suspendNote}</p>}
          {deed === 'roles' && (
            <>
              <Checkbox.Group
                value={roles}
                onChange={(next) => setRoles(next as Role[])}
                options={allRoles.map((value) => ({ value, label: w.roles[value] }))}
              />
              <p className="small quiet">{t.apart}</p>
            </>
          )}
        </ReasonDialog>
      )}
      {half !== undefined && (
        <HalfDialog half={half} nothing={t.halfNone} onClose={() => setHalf(undefined)} />
      )}
    </>
  )
}
