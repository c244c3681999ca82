-- Whether the unit is a key target for protection against terrorist attacks (Counter-Terrorism Law 32: 90 days). Null where
-- nobody has said: a station of before keeps for the longest period that may bind until a keeper answers.
alter table station add column key_target boolean;
