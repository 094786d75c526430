-- What became of suggestions. One version each: what was corrected or withdrawn is gone. id: that of the
-- mentee, "/", that of the outcome. owner: id of the mentee. expires: never set; the form is that of the
-- second migration.
CREATE TABLE outcome (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  owner TEXT,
  expires INTEGER,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_by_owner ON outcome (owner, id) WHERE to_revision = 9223372036854775807;
