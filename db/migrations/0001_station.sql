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

-- A camera the unit runs: what it is for and what it may see (Decree 185 Arts 6, 12(4), 15; Order 799 Art. 13).
-- Main and sub stream are one camera. Removed cameras keep their row: reels and registers name them.
create table camera (
  id uuid primary key,
  number text not null unique check (length(number) between 1 and 40),
  device_id text check (device_id ~ '^[0-9]{20}$'),
  name text not null check (length(name) between 1 and 100),
  purpose text not null,
  necessity text not null,
  place text not null,
  -- What kind of spot it is. Those where Order 799 Art. 8 allows no camera can't be written.
  place_kind text not null default 'other' check (place_kind not in ('guest-room', 'dormitory-room', 'bathroom',
    'toilet', 'changing-room', 'nursing-room', 'private-room')),
  longitude double precision check (longitude between -180 and 180),
  latitude double precision check (latitude between -90 and 90),
  coordinate_system text not null default 'WGS-84' check (coordinate_system in ('WGS-84')),
  position_given_as text check (position_given_as in ('WGS-84', 'GCJ-02', 'BD-09')),
  height_m real check (height_m between -100 and 1000),
  azimuth_deg real check (azimuth_deg >= 0 and azimuth_deg < 360),
  tilt_deg real check (tilt_deg between -90 and 90),
  view_angle_deg real check (view_angle_deg > 0 and view_angle_deg <= 360),
  range_m real check (range_m > 0),
  indoor boolean not null default false,
  privacy_class text not null check (privacy_class in ('public', 'internal', 'private')),
  masked boolean not null default false,
  main_url text not null,
  sub_url text,
  transport text not null default 'tcp' check (transport in ('tcp')),
  recorder text not null default 'native' check (recorder in ('native', 'ffmpeg')),
  priority smallint not null default 5 check (priority between 1 and 9),
  declared_days integer not null check (declared_days between 1 and 3650),
  state text not null check (state in ('recording', 'paused', 'removed')),
  state_reason text,
  in_use_on date,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
-- Two cameras with one address are one camera twice: refused while both are in the plan.
create unique index camera_one_address on camera (main_url) where state <> 'removed';

-- What was changed of a camera, by whom and why (Decree 185 Art. 12(4)). `before` and `after` hold the changed facts;
-- the ledger's `config` entry of the same statement holds their digests.
create table camera_change (
  id uuid primary key,
  camera_id uuid not null references camera,
  at timestamptz not null,
  by uuid references person,
  what text not null check (what in ('added', 'changed', 'paused', 'resumed', 'removed')),
  reason text not null,
  before jsonb,
  after jsonb
);
create index camera_change_by_camera on camera_change (camera_id, at);

-- Signing in to a camera. Apart from `camera`, so that no list of cameras can carry a password.
create table camera_credential (
  camera_id uuid primary key references camera,
  username text not null,
  password text not null
);

-- A place where reels are written. The same id stands in `volume.json` on the disk; a path whose file says
-- otherwise is refused, so that a missing disk never fills the system disk.
create table volume (
  id uuid primary key,
  label text not null,
  path text not null unique,
  state text not null check (state in ('active', 'draining', 'suspect', 'gone')),
  reserve_bytes bigint not null default 1073741824,
  state_reason text,
  added_at timestamptz not null
);

-- A finished reel: about a minute of one stream of one camera, sealed (formats: ref/reel.md). The file is the
-- truth, the row its index; the row can be rebuilt from the file without a key. Partitioned by civil day of the
-- reel's start, so that a deleted day is a dropped partition.
create table reel (
  on_day date not null,
  id uuid not null,
  station_id uuid not null,
  camera_id uuid not null,
  stream smallint not null check (stream in (0, 1)),
  volume_id uuid not null,
  boot_id uuid not null,
  start_mono90k bigint not null,
  duration_90k bigint not null check (duration_90k >= 0),
  start_at timestamptz not null,
  end_at timestamptz not null,
  clock_source text not null check (clock_source in ('ntp', 'free', 'unknown')),
  clock_bound_ms integer,
  key_id bytea not null check (length(key_id) = 32),
  generation integer not null,
  codec text not null,
  width integer not null,
  height integer not null,
  fragment_count integer not null,
  -- One fixed-width record per fragment (ref/reel.md, "packed index").
  fragment_index bytea not null,
  size_bytes bigint not null,
  reel_leaf bytea not null check (length(reel_leaf) = 32),
  end_cause text not null,
  adopted boolean not null,
  damaged_fragments integer not null,
  sealed_at timestamptz not null,
  -- The minute entry that carries its leaf: null until the batch is written.
  minute bigint,
  primary key (on_day, id)
) partition by range (on_day);
create index reel_by_time on reel (camera_id, stream, start_at);
create index reel_by_camera_day on reel (camera_id, on_day);

-- The day's partition, made when the first reel of the day is to be registered and a week ahead. Run as the owner,
-- whoever calls: the jobs process may make the partition of a day and nothing else in the schema.
create function ensure_reel_day(day date) returns void language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  part text := 'reel_' || to_char(day, 'YYYYMMDD');
begin
  if to_regclass('public.' || part) is not null then return; end if;
  execute format('create table if not exists public.%I partition of public.reel for values from (%L) to (%L)',
    part, day, day + 1);
end
$$;
revoke execute on function ensure_reel_day(date) from public;

-- What stays of a lawfully deleted reel: its leaf, so that the minute entries it stood in can still be checked and
-- its neighbours proven (32 bytes; it says nothing of the pictures).
create table deleted_reel (
  camera_id uuid not null,
  on_day date not null,
  reel_id uuid not null,
  reel_leaf bytea not null check (length(reel_leaf) = 32),
  minute bigint,
  primary key (camera_id, on_day, reel_id)
);

-- Reels whose leaf has not yet entered a minute entry. The batch takes them and deletes these rows in the
-- statement that appends the entry.
create table reel_pending (
  reel_id uuid primary key,
  on_day date not null,
  reel_leaf bytea not null
);

-- Monotonic count of minute batches (an empty one is written too), so that a missing one shows.
create table minute_batch (
  epoch integer not null,
  number bigint not null,
  minute_at timestamptz not null,
  reel_count integer not null,
  root bytea not null,
  entry_id uuid not null,
  primary key (epoch, number)
);

-- A stretch of time a camera should have been recorded and was not (Decree 185 Art. 12(3)). `to_at` null: it
-- still lasts. Causes are the stable codes of video/gaps.
create table gap (
  id uuid primary key,
  camera_id uuid not null references camera,
  stream smallint not null default 0,
  from_at timestamptz not null,
  to_at timestamptz,
  boot_id uuid,
  cause text not null check (length(cause) between 1 and 60),
  detail text,
  found_at timestamptz not null,
  check (to_at is null or to_at > from_at)
);
create index gap_by_time on gap (camera_id, from_at);
create unique index gap_open on gap (camera_id, stream) where to_at is null;

-- One camera's civil day: from recording to lawful deletion (Decree 185 Art. 13(3), Order 799 Art. 17).
create table camera_day (
  camera_id uuid not null references camera,
  on_day date not null,
  generation integer not null default 1,
  state text not null check (state in ('kept', 'deleting', 'deleted')),
  last_image_at timestamptz,
  reels integer not null default 0,
  bytes bigint not null default 0,
  deleted_at timestamptz,
  entry_id uuid,
  -- Generations up to this one are deleted. A clock set back labels new images with a day long gone: they get the
  -- next generation, the row is `kept` again, and what was deleted before stays deleted.
  deleted_generation integer not null default 0,
  -- Set when no key copy, file and row of the day is left (of its held reels: only what the hold needs). Null on a
  -- deleted day: a crash came between, the next round goes on.
  purged_at timestamptz,
  primary key (camera_id, on_day),
  check ((state = 'deleted') = (deleted_at is not null)),
  check (purged_at is null or deleted_generation > 0)
);
create index camera_day_kept on camera_day (on_day) where state = 'kept';
create index camera_day_unfinished on camera_day (on_day) where deleted_generation > 0 and purged_at is null;

-- Takes the reels of a deleted camera-day out of the index, all but those named; their leaves stay. Touches no
-- generation that the day's row doesn't call deleted: without that, nobody but the owner removes a row of `reel`.
create function forget_reels(camera uuid, day date, held uuid[]) returns bigint language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  gone bigint;
begin
  with taken as (
    delete from public.reel r using public.camera_day d
    where r.camera_id = camera and r.on_day = day and not (r.id = any (held))
      and d.camera_id = camera and d.on_day = day and r.generation <= d.deleted_generation
    returning r.id, r.reel_leaf, r.minute
  )
  insert into public.deleted_reel (camera_id, on_day, reel_id, reel_leaf, minute)
  select camera, day, id, reel_leaf, minute from taken
  on conflict do nothing;
  get diagnostics gone = row_count;
  return gone;
end
$$;
revoke execute on function forget_reels(uuid, date, uuid[]) from public;

-- Drops the partition of a day once nothing stands in it any more; true if it did.
create function drop_reel_day(day date) returns boolean language plpgsql security definer
  set search_path = pg_catalog, pg_temp as $$
declare
  part text := 'reel_' || to_char(day, 'YYYYMMDD');
  used boolean;
begin
  if to_regclass('public.' || part) is null then return false; end if;
  execute format('lock table public.%I in access exclusive mode', part);
  execute format('select exists (select from public.%I)', part) into used;
  if used then return false; end if;
  execute format('drop table public.%I', part);
  return true;
end
$$;
revoke execute on function drop_reel_day(date) from public;

-- A hold on one camera and interval blocks deletion (录像锁定). `to_at` null: open-ended.
create table hold (
  id uuid primary key,
  camera_id uuid not null references camera,
  from_at timestamptz not null,
  to_at timestamptz,
  reason text not null,
  basis text not null,
  review_on date not null,
  placed_by uuid references person,
  placed_at timestamptz not null,
  lifted_by uuid references person,
  lift_confirmed_by uuid references person,
  lifted_at timestamptz,
  check (to_at is null or to_at > from_at),
  check (lifted_at is null or (lifted_by is not null and lift_confirmed_by is not null and lifted_by <> lift_confirmed_by))
);
create index hold_active on hold (camera_id, from_at) where lifted_at is null;

-- A hold may be placed until the day is locked for deletion. Hold and lock never pass each other: each first takes
-- the camera-day's row, and only then looks at what the other wrote. (The reel that began the day before may reach
-- into the interval, so that day counts too.)
create function hold_needs_a_kept_day() returns trigger language plpgsql as $$
begin
  perform 1 from public.camera_day
    where camera_id = new.camera_id
      and on_day >= (new.from_at at time zone 'Asia/Shanghai')::date - 1
      and (new.to_at is null or on_day <= (new.to_at at time zone 'Asia/Shanghai')::date)
    order by on_day for share;
  perform 1 from public.camera_day
    where camera_id = new.camera_id and state = 'deleting'
      and on_day >= (new.from_at at time zone 'Asia/Shanghai')::date - 1
      and (new.to_at is null or on_day <= (new.to_at at time zone 'Asia/Shanghai')::date);
  if found then
    raise exception 'a day of this interval is being deleted' using errcode = 'MJ001';
  end if;
  return new;
end
$$;
create trigger hold_needs_a_kept_day before insert on hold for each row execute function hold_needs_a_kept_day();

-- What the key process may do for a job (deletion, hold box, export): it reads the row itself, under its own
-- database role, before it opens anything.
create table key_job (
  id uuid primary key,
  kind text not null check (kind in ('hold', 'reseal', 'export')),
  camera_id uuid not null references camera,
  from_at timestamptz not null,
  to_at timestamptz not null,
  use_id uuid,
  hold_id uuid references hold,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  done_at timestamptz
);

-- Up to here gaps of this stream have been looked for and written: the finder goes on from it after a restart.
create table coverage_check (
  camera_id uuid not null references camera,
  stream smallint not null,
  through_at timestamptz not null,
  primary key (camera_id, stream)
);

-- Something a person should see to: recording that does not happen, space that runs out, a clock that jumped. One row
-- while it lasts; `over_at` ends it, and it stays to be read.
create table alarm (
  id uuid primary key,
  code text not null check (length(code) between 1 and 60),
  subject text not null default '',
  since_at timestamptz not null,
  detail text not null default '',
  over_at timestamptz,
  check (over_at is null or over_at >= since_at)
);
create unique index alarm_open on alarm (code, subject) where over_at is null;
create index alarm_by_time on alarm (since_at desc);

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
  -- Event, case, fault or person it is about.
  subject text check (length(subject) between 1 and 300),
  -- Content interval asked for; null for live acts.
  from_at timestamptz,
  to_at timestamptz,
  -- How long it stays open once it opens.
  lasts_ms integer not null default 900000 check (lasts_ms between 60000 and 86400000),
  -- Order 799 Art. 21: how the person concerned is related, what is to be protected, and who consented for the unit.
  relation text check (relation in ('self', 'close-relative', 'guardian')),
  interest text check (interest in ('life', 'health', 'property')),
  consent text check (length(consent) between 1 and 200),
  asked_at timestamptz not null,
  opened_at timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  ended_by uuid references person,
  -- Ids of the policies that decided, from the authorizer's diagnostics.
  policies text[] not null default '{}',
  refusal_code text,
  -- Why it was refused, revoked or withdrawn, in the decider's words.
  end_reason text check (length(end_reason) between 1 and 500),
  -- 情况 and where copies went, said by the owner at the end.
  result text check (length(result) between 1 and 1000),
  destination text check (length(destination) between 1 and 500),
  -- Break-glass: by when the principal is to confirm it.
  confirm_by timestamptz,
  check ((from_at is null) = (to_at is null)),
  check (from_at is null or to_at > from_at),
  check ((act = 'person-concerned') = (relation is not null)),
  check ((relation is null) = (interest is null) and (relation is null) = (consent is null)),
  check ((confirm_by is not null) = (act = 'break-glass' and opened_at is not null)),
  check (state not in ('open', 'closed', 'expired', 'revoked') or (opened_at is not null and expires_at is not null)),
  check ((state in ('closed', 'expired', 'revoked', 'refused', 'withdrawn')) = (ended_at is not null)),
  check ((state = 'refused') = (refusal_code is not null))
);
create index use_open on "use" (expires_at) where state = 'open';
create index use_by_asked on "use" (asked_at desc, id);
create index use_by_person on "use" (person_id, asked_at desc);

-- Whoever shows pictures must know at once: the web process listens on `use_changed` and decides again. Told by
-- trigger, so that no statement can change a use, a watch, a session or an account without saying so.
create function tell_use_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('use_changed', tg_argv[0] || ' ' || (to_jsonb(new) ->> tg_argv[1]));
  return null;
end
$$;
create trigger use_changed after update of state, expires_at on "use"
  for each row execute function tell_use_changed('use', 'id');
create trigger person_changed after update of state, roles on person
  for each row execute function tell_use_changed('person', 'id');
create trigger session_ended after update of ended_at on session
  for each row execute function tell_use_changed('person', 'person_id');
create trigger camera_changed after update of state, masked, privacy_class on camera
  for each row execute function tell_use_changed('camera', 'id');

create table use_camera (
  use_id uuid not null references "use",
  camera_id uuid not null references camera,
  primary key (use_id, camera_id)
);
create index use_camera_by_camera on use_camera (camera_id);

-- Numbers run per civil day, without a hole: U-2026-1123-014. The statement that inserts the use takes the next.
create table use_counter (
  on_day date primary key,
  last integer not null
);

-- The second person: keeper's approval, the principal's confirmation of a break-glass use. And who was told.
create table use_approval (
  use_id uuid not null references "use",
  kind text not null check (kind in ('keeper', 'second-person', 'principal-afterwards', 'keeper-told', 'principal-told')),
  person_id uuid not null references person,
  at timestamptz not null,
  primary key (use_id, kind, person_id)
);
create unique index use_approval_once on use_approval (use_id, kind) where kind not in ('keeper-told', 'principal-told');
create index use_approval_by_person on use_approval (person_id, at desc);

-- The ledger entries of a use, in the order of its story. Written in the statement that writes the entry.
create table use_entry (
  use_id uuid not null references "use",
  entry_id uuid not null,
  kind text not null,
  at timestamptz not null,
  primary key (use_id, entry_id)
);

-- Officials at the counter (Art. 17): at least two, different people, each with work ID seen. They need no account.
create table use_official (
  use_id uuid not null references "use",
  position smallint not null check (position between 1 and 8),
  name text not null check (length(name) between 1 and 100),
  unit text not null check (length(unit) between 1 and 200),
  work_id text not null check (length(work_id) between 1 and 60),
  id_seen boolean not null,
  primary key (use_id, position),
  unique (use_id, unit, work_id)
);
create table use_document (
  use_id uuid not null references "use",
  kind text not null check (length(kind) between 1 and 60),
  number text not null check (length(number) between 1 and 100),
  issued_by text not null default '' check (length(issued_by) <= 200),
  seen boolean not null,
  primary key (use_id, kind, number)
);

-- A lease of at most ten seconds of one camera's pictures, written before its first byte leaves. The key process
-- opens a reel only against a live one. `delivered_*` is what has left so far; a lease that never got its `ended_at`
-- (a crash) counts as all of it: the upper bound.
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
create index lease_unmerged on lease (use_id, camera_id, from_at) where not merged;
create index lease_by_use on lease (use_id, camera_id, from_at);

-- What was actually shown: delivered (the server's upper bound) and displayed (the player's own report). A displayed
-- row grows with each report until its entry is written (`entry_id`), then never again.
create table shown (
  id uuid primary key default gen_random_uuid(),
  use_id uuid not null references "use",
  camera_id uuid not null references camera,
  kind text not null check (kind in ('delivered', 'displayed')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  bytes bigint,
  recorded_at timestamptz not null,
  entry_id uuid,
  check (to_at > from_at),
  check (kind = 'displayed' or entry_id is not null)
);
create index shown_by_use on shown (use_id, camera_id, from_at);
create index shown_without_entry on shown (recorded_at) where entry_id is null;
create index shown_by_camera on shown (camera_id, from_at);

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
  -- Its minute is over and the count has its entry. One more refusal of that minute opens it again.
  closed boolean not null default false
);
create index refusal_unclosed on refusal (minute_at) where not closed;
create index refusal_by_time on refusal (first_at desc, id);
create unique index refusal_coalesced on refusal (minute_at, coalesce(person_id, '00000000-0000-0000-0000-000000000000'::uuid), address);

-- Duty watch (值班监看): who took it, under which use, until when.
create table watch (
  id uuid primary key,
  person_id uuid not null references person,
  use_id uuid not null references "use",
  taken_at timestamptz not null,
  handed_over_at timestamptz,
  handed_to uuid references person,
  -- What was checked at hand-over (交接班检查): [{item, ok, note}].
  checks jsonb not null default '[]',
  note text not null default ''
);
create unique index watch_one_open_per_person on watch (person_id) where handed_over_at is null;
create trigger watch_changed after insert or update on watch
  for each row execute function tell_use_changed('person', 'person_id');

-- The watch log (值班记录): a line a mark.
create table watch_note (
  id uuid primary key,
  watch_id uuid not null references watch,
  at timestamptz not null,
  kind text not null check (kind in ('mark', 'check', 'fault', 'report', 'take', 'hand-over', 'absence', 'return', 'visitor')),
  text text not null check (length(text) between 1 and 1000),
  camera_id uuid references camera
);
create index watch_note_by_time on watch_note (at desc);

-- The station's ledger (ledger/): what it has done, in an order it can't change afterwards. A change to a register
-- and its entry are one statement, so neither exists without the other.

-- Nothing here is ever changed or taken away; a role that could is stopped as well.
create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'ledger rows are never changed or deleted (% on %)', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

-- An act, as the canonical JSON that is hashed (ref/entry.md). `kind`, `at` and `epoch` repeat what is in the bytes,
-- to search by; the bytes count. `id` is made by the writer and kept, so that a commit whose answer was lost can
-- be tried again without doubling. An entry's place in the log is in `ledger_leaf`.
create table ledger_entry (
  id uuid primary key,
  kind text not null,
  at timestamptz not null,
  epoch integer not null check (epoch >= 1),
  bytes bytea not null check (length(bytes) between 2 and 4096)
);
-- Rows come in the order of time, so this finds an hour's entries at almost no cost to each append; a tree would cost
-- a tenth of the rate.
create index ledger_entry_by_time on ledger_entry using brin (at);
create trigger ledger_entry_append_only before update or delete or truncate on ledger_entry
  for each statement execute function ledger_is_append_only();

-- An entry that waits for its place. Inserted with the entry; only the sequencer takes it away, in the transaction
-- that gives the place. `turn` orders a batch roughly by time and is no more than that: numbers are given before
-- commit, so a lower one may appear after a higher. No foreign key: it would cost each append a look-up for what
-- the one statement that inserts both already guarantees.
create table ledger_pending (
  turn bigint generated always as identity primary key,
  entry_id uuid not null
);

-- The place of an entry: index `index` of the log of this epoch. leaf_hash = SHA-256(0x00 || bytes).
create table ledger_leaf (
  epoch integer not null,
  index bigint not null check (index >= 0),
  entry_id uuid not null unique,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  primary key (epoch, index)
);
create trigger ledger_leaf_append_only before update or delete or truncate on ledger_leaf
  for each statement execute function ledger_is_append_only();

-- The hash over the 2^level entries from index * 2^level, kept for levels 4, 8, 12 … once they are complete. Fifteen
-- rows or fewer give any hash in between, so a proof is one query, and storing costs a row for every 15 entries
-- instead of one for each. Level 8 is what a tile of level 1 consists of.
create table ledger_node (
  epoch integer not null,
  level smallint not null check (level > 0 and level % 4 = 0),
  index bigint not null check (index >= 0),
  hash bytea not null check (length(hash) = 32),
  primary key (epoch, level, index)
);
create trigger ledger_node_append_only before update or delete or truncate on ledger_node
  for each statement execute function ledger_is_append_only();

-- A signed statement that the log of this epoch has `size` entries and this root: one a sequenced batch. The last
-- one is the log's head. Written in one transaction with the places it covers.
create table ledger_checkpoint (
  epoch integer not null,
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  note text not null,
  at timestamptz not null,
  primary key (epoch, size)
);
create trigger ledger_checkpoint_append_only before update or delete or truncate on ledger_checkpoint
  for each statement execute function ledger_is_append_only();

-- The batch that is being signed: which entries, in which order, from which index. It is written before the key
-- process is asked and goes with the commit, so that after a crash in between the very same batch is signed
-- again: the key process refuses any other of that size, as it must.
create table ledger_claim (
  only_one boolean primary key default true check (only_one),
  epoch integer not null,
  first_index bigint not null,
  turns bigint[] not null,
  entry_ids uuid[] not null check (cardinality(entry_ids) = cardinality(turns))
);

-- What a commitment in an entry stands for (a person, a purpose, an address). The only part of the ledger that may be
-- forgotten: without its salt a commitment says nothing.
create table ledger_opening (
  commitment bytea primary key check (length(commitment) = 32),
  entry_id uuid not null,
  salt bytea not null check (length(salt) = 32),
  value jsonb not null
);
create index ledger_opening_by_entry on ledger_opening (entry_id);

-- Least privilege, one login role a process. Created with random passwords by the launcher (bundled PostgreSQL)
-- or by the owner of DATABASE_ADMIN_URL; here they only receive their rights.
--   mj_app        the web process: registers, never a file or ledger row away
--   mj_jobs       registrar, gaps, retention, merging of leases
--   mj_sequencer  the only one that may take from ledger_pending
--   mj_keys       the key process: reads leases and jobs, writes nothing
grant usage on schema public to mj_app, mj_jobs, mj_sequencer, mj_keys;

grant select, insert, update on station, setting, boot, clock_segment, person, passkey, session, camera,
  camera_credential, volume, gap, camera_day, hold, key_job, "use", use_camera, use_counter, use_approval,
  use_official, use_document, use_entry, lease, shown, refusal, watch, watch_note, passkey_challenge, sign_in_attempt to mj_app;
grant select, insert, update on person_change to mj_app;
grant select, insert on camera_change to mj_app;
grant delete on passkey, passkey_challenge, sign_in_attempt, camera_credential to mj_app;
grant select on reel, reel_pending, minute_batch to mj_app;

grant select, insert, update on station, setting, boot, clock_segment, camera, volume, reel, reel_pending,
  minute_batch, gap, camera_day, hold, key_job, "use", use_entry, lease, shown, refusal to mj_jobs;
grant select on person, camera_credential, use_camera, use_approval, use_official,
  use_document, watch to mj_jobs;
grant update on watch to mj_jobs;
grant insert on watch_note to mj_jobs;
grant delete on reel_pending, sign_in_attempt, passkey_challenge, key_job to mj_jobs;

grant select on lease, "use", use_camera, key_job, hold, reel, station to mj_keys;

-- The ledger: writers add an entry and queue it, in one statement; the sequencer alone gives places; nobody takes back.
grant select, insert on ledger_entry to mj_app, mj_jobs;
grant insert on ledger_pending to mj_app, mj_jobs;
grant select on ledger_pending, ledger_leaf, ledger_node, ledger_checkpoint to mj_app, mj_jobs;
grant select, insert on ledger_opening to mj_app, mj_jobs;
grant delete on ledger_opening to mj_jobs;
grant select on ledger_entry, station to mj_sequencer;
grant select, delete on ledger_pending to mj_sequencer;
grant select, insert on ledger_leaf, ledger_node, ledger_checkpoint to mj_sequencer;
grant select, insert, delete on ledger_claim to mj_sequencer;

-- Days of reels: made, emptied and dropped by functions that run as the owner and check the day's state themselves.
grant execute on function ensure_reel_day(date), forget_reels(uuid, date, uuid[]), drop_reel_day(date) to mj_jobs;
grant select on deleted_reel, coverage_check, alarm to mj_app;
grant select on deleted_reel, camera_change to mj_jobs;
grant select, insert, update on coverage_check, alarm to mj_jobs;
grant select (at) on sign_in_attempt to mj_jobs;
grant select (expires_at) on passkey_challenge to mj_jobs;
