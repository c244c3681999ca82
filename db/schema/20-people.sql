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
  totp_last_step bigint,
  skills_until_on date,
  confidentiality_until_on date,
  created_at timestamptz not null,
  created_by uuid references person,
  confirmed_by uuid references person,
  check (confirmed_by is null or confirmed_by is distinct from created_by)
);

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
-- watch), by age (12 h) or by `ended_at`.
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

-- Sign-in attempts, for the rate limit: by login and by address. Older than a day is dropped.
create table sign_in_attempt (
  at timestamptz not null,
  login text not null,
  address text not null,
  ok boolean not null
);
create index sign_in_attempt_login on sign_in_attempt (login, at);
create index sign_in_attempt_address on sign_in_attempt (address, at);
