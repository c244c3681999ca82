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
  primary key (camera_id, on_day),
  check ((state = 'deleted') = (deleted_at is not null))
);

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
