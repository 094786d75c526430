-- What mentors keep in mind of vacancies for a mentee. One version each: what was changed or taken away is
-- gone. id: that of the mentee, "/", that of the vacancy. owner: id of the mentee. expires: never set; the
-- form is that of the second migration.
CREATE TABLE pin (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  owner TEXT,
  expires INTEGER,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX pin_by_owner ON pin (owner, id) WHERE to_revision = 9223372036854775807;
