-- People who may sign in (Decree 185 Arts 12(1), 14; Order 799 Art. 16). A person is never deleted: the registers
-- name them. Roles: administrator (accounts; sees no image), keeper 保管人, operator 值班员, technician 维护员,
-- auditor 审计员 (sees no image), principal 单位主要负责人.
create table person (
  id uuid primary key,
  login text not null unique check (login ~ '^[a-z][a-z0-9._-]{1,31}$'),
  name text not null check (length(name) between 1 and 100),
  unit text not null default '',
  post text not null default '',
  roles text[] not null check (roles <@ array['administrator', 'keeper', 'operator', 'technician', 'auditor', 'principal']
    and cardinality(roles) >= 1),
  state text not null check (state in ('proposed', 'active', 'suspended')),
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  totp_secret text,
  -- Offered, not yet confirmed by a first code.
  totp_pending text,
  -- A step is accepted once: a code seen over a shoulder is worth nothing.
  totp_last_step bigint,
  skills_until_on date,
  confidentiality_until_on date,
  created_at timestamptz not null,
  created_by uuid references person,
  confirmed_by uuid references person,
  check (confirmed_by is null or confirmed_by is distinct from created_by)
);

-- A change of accounts that one person proposes and another decides: the administrator proposes, a keeper or the
-- principal confirms. `first_half` is the proposer's half of a first password; it is gone once decided.
create table person_change (
  id uuid primary key,
  person_id uuid not null references person,
  kind text not null check (kind in ('add', 'roles', 'facts', 'password', 'resume')),
  state text not null check (state in ('proposed', 'confirmed', 'declined')),
  wanted jsonb not null,
  first_half text,
  reason text not null check (length(reason) between 1 and 500),
  proposed_by uuid not null references person,
  proposed_at timestamptz not null,
  decided_by uuid references person,
  decided_at timestamptz,
  decision_reason text,
  check ((state = 'proposed') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state = 'proposed' or first_half is null),
  check (state <> 'confirmed' or (decided_by <> proposed_by and decided_by <> person_id))
);
create unique index person_change_one on person_change (person_id, kind) where state = 'proposed';

create table passkey (
  id text primary key,
  person_id uuid not null references person,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null default '{}',
  label text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);

-- A challenge lives two minutes and is used once, whoever presents it.
create table passkey_challenge (
  challenge text primary key,
  person_id uuid references person,
  purpose text not null check (purpose in ('register', 'sign-in')),
  expires_at timestamptz not null
);

-- A signed-in browser. Only the SHA-256 of the cookie is kept. Ends by idling (30 min; 12 h for the person on
-- watch), by age (`expires_at`, 12 h; 12 h more for the person on watch whose relief is late) or by `ended_at`.
create table session (
  id_hash bytea primary key check (length(id_hash) = 32),
  person_id uuid not null references person,
  csrf text not null,
  address text not null,
  user_agent text not null,
  method text not null check (method in ('password', 'password+totp', 'passkey')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on session (person_id) where ended_at is null;

-- Attempts to sign in with a password, for the rate limit: by login and by address. Written before the password is
-- looked at, so that a hundred at once count each other. Older than a day is dropped.
create table sign_in_attempt (
  id uuid primary key,
  at timestamptz not null,
  login text not null,
  address text not null,
  outcome text not null check (outcome in ('checking', 'failed', 'ok'))
);
create index sign_in_attempt_login on sign_in_attempt (login, at);
create index sign_in_attempt_address on sign_in_attempt (address, at);
