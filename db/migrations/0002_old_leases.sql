-- Leases that have become spans of the register go after a day; before, they stayed for ever.
create index lease_merged on lease (expires_at) where merged;

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
grant execute on function forget_leases(timestamptz, integer) to mj_jobs;
