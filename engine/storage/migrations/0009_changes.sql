-- Which rows a revision changed, of the kinds that programs keep in memory, for some thousand revisions: so that a
-- server which kept what it had made of an earlier one need not read everything. Kind '*': everything is to be read
-- anew, as it is after all that was written before this table was there.
CREATE TABLE change (
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (revision, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO change (revision, kind, id) SELECT revision, '*', '' FROM revision ORDER BY revision DESC LIMIT 1;
