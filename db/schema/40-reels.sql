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
