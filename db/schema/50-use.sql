-- The use register (信息使用登记; Decree 185 Arts 13(2), 14, 16, 17; Order 799 Arts 16(3), 20, 21): one registered
-- occasion of looking, retrieving or copying. No image byte leaves the station outside an open one.
create table "use" (
  id uuid primary key,
  number text not null unique,
  act text not null check (act in ('watch-live', 'handover-check', 'replay', 'copy', 'provide', 'maintenance-picture',
    'person-concerned', 'officials', 'state-organ', 'inspection', 'mask-off', 'break-glass')),
  state text not null check (state in ('asked', 'open', 'closed', 'expired', 'revoked', 'refused', 'withdrawn')),
  person_id uuid not null references person,
  session_hash bytea,
  purpose text not null check (length(purpose) between 1 and 500),
  basis text not null check (length(basis) between 1 and 200),
  subject text,
  -- Content interval asked for; null for live acts.
  from_at timestamptz,
  to_at timestamptz,
  asked_at timestamptz not null,
  opened_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references person,
  -- Ids of the policies that decided, from the authorizer's diagnostics.
  policies text[] not null default '{}',
  refusal_code text,
  result text,
  destination text,
  check (from_at is null or to_at > from_at),
  check (state not in ('open', 'closed', 'expired', 'revoked') or (opened_at is not null and expires_at is not null)),
  check ((state in ('closed', 'expired', 'revoked', 'refused', 'withdrawn')) = (ended_at is not null)),
  check ((state = 'refused') = (refusal_code is not null))
);
create index use_open on "use" (expires_at) where state = 'open';
create index use_by_asked on "use" (asked_at desc);

create table use_camera (
  use_id uuid not null references "use",
  camera_id uuid not null references camera,
  primary key (use_id, camera_id)
);

-- Numbers run per civil day: U-2026-1123-014.
create table use_counter (
  on_day date primary key,
  last integer not null
);

-- The second person: keeper's approval, the principal's confirmation of a break-glass use, and so on.
create table use_approval (
  use_id uuid not null references "use",
  kind text not null check (kind in ('keeper', 'second-person', 'principal-afterwards', 'keeper-told')),
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (use_id, kind)
);

-- Officials at the counter (Art. 17): at least two, different people, each with work ID seen. They need no account.
create table use_official (
  use_id uuid not null references "use",
  position smallint not null check (position between 1 and 8),
  name text not null,
  unit text not null,
  work_id text not null,
  id_seen boolean not null,
  primary key (use_id, position),
  unique (use_id, unit, work_id)
);
create table use_document (
  use_id uuid not null references "use",
  kind text not null,
  number text not null,
  issued_by text not null default '',
  seen boolean not null,
  primary key (use_id, kind, number)
);

-- A lease of at most ten seconds of one camera's pictures, written before its first byte leaves. The key process
-- opens a reel only against a live one. `delivered_*` null after a crash counts as all of it: the upper bound.
create table lease (
  id uuid primary key,
  use_id uuid not null references "use",
  camera_id uuid not null references camera,
  stream smallint not null,
  kind text not null check (kind in ('live', 'replay')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  delivered_from_at timestamptz,
  delivered_to_at timestamptz,
  delivered_bytes bigint,
  ended_at timestamptz,
  -- Set when merged into `shown`.
  merged boolean not null default false,
  check (to_at > from_at and to_at <= from_at + interval '10 seconds')
);
create index lease_unmerged on lease (use_id) where not merged;

-- What was actually shown: delivered (the server's upper bound) and displayed (the player's own report).
create table shown (
  use_id uuid not null references "use",
  camera_id uuid not null references camera,
  kind text not null check (kind in ('delivered', 'displayed')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  bytes bigint,
  recorded_at timestamptz not null,
  primary key (use_id, camera_id, kind, from_at),
  check (to_at > from_at)
);

-- A refused look (未予许可), coalesced per person, address and minute: a flood becomes one row with a count.
create table refusal (
  id uuid primary key,
  minute_at timestamptz not null,
  person_id uuid references person,
  address text not null,
  code text not null,
  route text not null,
  camera_id uuid,
  use_id uuid,
  count integer not null default 1,
  first_at timestamptz not null,
  last_at timestamptz not null,
  closed boolean not null default false
);
create unique index refusal_coalesced on refusal (minute_at, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid), address);

-- Duty watch (值班监看): who took it, under which use, until when.
create table watch (
  id uuid primary key,
  person_id uuid not null references person,
  use_id uuid not null references "use",
  taken_at timestamptz not null,
  handed_over_at timestamptz,
  handed_to uuid references person,
  note text not null default ''
);
create unique index watch_one_open_per_person on watch (person_id) where handed_over_at is null;

-- The watch log (值班记录): a line a mark.
create table watch_note (
  id uuid primary key,
  watch_id uuid not null references watch,
  at timestamptz not null,
  kind text not null check (kind in ('mark', 'check', 'fault', 'report', 'hand-over')),
  text text not null check (length(text) between 1 and 1000),
  camera_id uuid references camera
);
