-- What surrounds the facts: records about a person's data, contact, partners, versions of profiles,
-- answers to be given again. The form of a table is that of the first migration; `owner` and
-- `expires` are the few keys that are queried by.

-- Of each mentee: responsible mentor, end, legal bases. owner: id of the mentor. expires: second
-- since 1970 at which everything about the person is purged.
CREATE TABLE mentee_record (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  owner TEXT,
  expires INTEGER,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentee_record_by_owner ON mentee_record (owner, id)
  WHERE to_revision = 9223372036854775807;
CREATE INDEX mentee_record_by_expires ON mentee_record (expires)
  WHERE to_revision = 9223372036854775807;

-- Who a mentee is. Has one version only: what was corrected is gone.
CREATE TABLE mentee_contact (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE employer (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE mentor (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

-- id: "profile@version", the version as ten digits. Rows are never changed.
CREATE TABLE profile (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

-- id: that of the profile.
CREATE TABLE active_profile (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;

-- Answers to be given again, one version each. owner: id of the mentee it is about, '*' for many.
CREATE TABLE answer (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  owner TEXT,
  expires INTEGER,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_by_owner ON answer (owner, id) WHERE to_revision = 9223372036854775807;
CREATE INDEX answer_by_expires ON answer (expires) WHERE to_revision = 9223372036854775807;
