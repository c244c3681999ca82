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

-- A lease is a permission of seconds; what was delivered under it stands in `shown` and in the log.
grant execute on function forget_leases(timestamptz, integer) to mj_jobs;
