-- Everything lies in a schema of its own, which is the search path while this runs. A row has versions: each
-- holds for from_revision <= r < to_revision, the current one up to 9223372036854775807. Everything that is
-- known of the row is in `bytes` (engine/codec). One table for all kinds: a new kind needs no migration.

-- Which migrations made this database.
CREATE TABLE migration (
  number bigint PRIMARY KEY,
  name text NOT NULL
);

-- One row per write. `token` tells a writer that lost its connection whether this was its own write.
CREATE TABLE revision (
  revision bigint PRIMARY KEY,
  token uuid NOT NULL
);

-- Ids compare as bytes.
CREATE TABLE stored_row (
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  from_revision bigint NOT NULL,
  to_revision bigint NOT NULL,
  bytes bytea NOT NULL,
  checksum bigint NOT NULL, -- low half of the XXH3-128 digest of `bytes`
  owner text COLLATE "C",   -- whose it is
  expires bigint,           -- second since 1970
  occupation text,          -- for people who look with SQL: main occupation, five digits
  district text,            -- likewise: district of the first place, five digits
  PRIMARY KEY (kind, id, from_revision)
);
CREATE INDEX stored_row_by_owner ON stored_row (kind, owner, id)
  WHERE to_revision = 9223372036854775807 AND owner IS NOT NULL;
CREATE INDEX stored_row_by_expires ON stored_row (kind, expires) WHERE expires IS NOT NULL;

-- The outbox: which rows a revision changed, of the kinds that servers keep in memory, for some thousand
-- revisions. Kind '*': everything is to be read anew.
CREATE TABLE change (
  revision bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (revision, kind, id)
);
