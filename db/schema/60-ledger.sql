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
