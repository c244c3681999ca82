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
create index lease_merged on lease (expires_at) where merged;

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

-- Takes away at most `most` leases that ended before `before` and of which the register tells: nothing left under them, or
-- a delivered span of `shown` holds all that did (all of it where the lease never said). One that stands in no span stays
-- to be asked about. Without this nobody but the owner removes a lease.
create function forget_leases(before timestamptz, most integer) returns bigint language sql security definer
  set search_path = pg_catalog, pg_temp as $$
  with gone as (
    delete from public.lease where id in (
      select l.id from public.lease l
      where l.merged and l.expires_at < before
        and ((l.ended_at is not null and (l.delivered_from_at is null or l.delivered_to_at is null))
          or exists (select from public.shown s
            where s.use_id = l.use_id and s.camera_id = l.camera_id and s.kind = 'delivered'
              and s.from_at <= case when l.ended_at is null then l.from_at else l.delivered_from_at end
              and s.to_at >= case when l.ended_at is null then l.to_at else l.delivered_to_at end))
      order by l.expires_at limit most
    ) returning 1
  )
  select count(*) from gone
$$;
revoke execute on function forget_leases(timestamptz, integer) from public;

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
