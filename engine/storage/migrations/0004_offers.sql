-- Support offers: courses, advice, grants, information. The form is that of the first migration.
CREATE TABLE offer (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
