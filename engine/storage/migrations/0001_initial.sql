-- One table per kind of row. A row has versions: each holds for from_revision <= r < to_revision,
-- the current one up to 9223372036854775807. Everything that is known of the row is in `bytes`
-- (engine/codec); the table is clustered by id because it is read in that order.

-- Which migrations made this database; PRAGMA user_version is the last number.
CREATE TABLE migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

-- One row per write.
CREATE TABLE revision (
  revision INTEGER PRIMARY KEY,
  begun INTEGER NOT NULL, -- versions of rows that begin with it
  ended INTEGER NOT NULL  -- versions of rows that end with it
) STRICT;

CREATE TABLE mentee (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL, -- low half of the XXH3-128 digest of `bytes`
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE vacancy (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  occupation TEXT, -- for people who look with SQL: main occupation, five digits
  district TEXT,   -- likewise: district of the first place, five digits
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

-- At most one id, 'classification'.
CREATE TABLE classification (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
