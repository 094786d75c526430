-- Of each mentee who was looked at: the secret under which they stand in the access log. bytes: random,
-- in no codec. Has one version only and belongs to no revision; a purge removes it, and with it the way
-- from the log to the person.
CREATE TABLE pseudonym_key (
  id TEXT NOT NULL,
  from_revision INTEGER NOT NULL,
  to_revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (id, from_revision)
) STRICT, WITHOUT ROWID;
