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
