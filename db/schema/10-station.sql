-- One station keeps its registers here. Times are timestamptz (UTC on disk); civil dates are Asia/Shanghai and
-- end in _on. Lengths carry their unit in the name. Rows that change state say so in a `state` column whose
-- check constraint lists exactly the facts each state carries.

-- The station itself: one row, written at first run. `origin` names its log; `epoch` counts the logs it has had
-- (a database restored from backup opens a new one). `data_id` also stands in the data folder and in every
-- volume's identity file, so that a database and a folder that do not belong together are told apart.
create table station (
  id uuid primary key,
  only_one boolean not null default true unique check (only_one),
  data_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  unit_name text not null check (length(unit_name) between 1 and 200),
  unit_code text check (unit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'),
  address text not null default '',
  district text check (district ~ '^[0-9]{6}$'),
  contact text not null default '',
  place_class text not null default 'unknown' check (place_class in ('799-7-1', '799-7-2', '799-9', 'non-public', 'unknown')),
  -- A key target for protection against terrorist attacks (Counter-Terrorism Law 32); null: nobody has said.
  key_target boolean,
  origin text not null,
  epoch integer not null default 1 check (epoch >= 1),
  key_id bytea not null check (length(key_id) = 32),
  created_at timestamptz not null
);

-- A setting a person may change while the station runs; each change has a `config` entry.
create table setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by uuid
);

-- One stretch during which the machine's monotonic clock ran: order is by (boot, mono), never by wall time.
-- `station_ms` is the station's own time at `first_mono90k`: what its monotonic clocks have counted since the first
-- run, machine off not counted unless the time of it is known. No setting of the wall clock moves it, which is why
-- retention asks it too.
create table boot (
  id uuid primary key,
  first_seen_at timestamptz not null,
  first_mono90k bigint not null,
  station_ms bigint not null default 0
);

-- Wall time as segments: from `from_mono90k` on, wall = mono + offset, said by `source`, right to ± bound_ms.
-- Overlaps of wall time between segments are legal and are drawn.
create table clock_segment (
  boot_id uuid not null references boot,
  from_mono90k bigint not null,
  wall_at timestamptz not null,
  source text not null check (source in ('ntp', 'free', 'unknown')),
  bound_ms integer,
  primary key (boot_id, from_mono90k)
);
