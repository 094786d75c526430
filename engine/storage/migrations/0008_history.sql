-- How far back the history of rows goes, and how old it is. And the checksum of a row covers all that is kept
-- of it from now on: to what it was over `bytes` comes, by "exclusive or", what with_keys makes of the rest. It is
-- a function of the program (sqlite_rows.cc), which runs the migrations.

-- One row. Versions that ended before this revision may be gone; as of this one and later everything is there.
CREATE TABLE history (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  kept_from INTEGER NOT NULL
) STRICT;
INSERT INTO history (id, kept_from) VALUES (1, 0);

-- Now and then noted: which revision was the newest at a second since 1970.
CREATE TABLE revision_time (
  second INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;

-- Empty but for the moment in which it is tried whether there is space for more.
CREATE TABLE space_probe (
  bytes BLOB NOT NULL
) STRICT;

UPDATE mentee SET checksum = with_keys('mentee', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE vacancy SET checksum = with_keys('vacancy', checksum, id, from_revision, to_revision, occupation, district);
UPDATE classification SET checksum = with_keys('classification', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE mentee_record SET checksum = with_keys('mentee_record', checksum, id, from_revision, to_revision, owner, expires);
UPDATE mentee_contact SET checksum = with_keys('mentee_contact', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE employer SET checksum = with_keys('employer', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE mentor SET checksum = with_keys('mentor', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE profile SET checksum = with_keys('profile', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE active_profile SET checksum = with_keys('active_profile', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE answer SET checksum = with_keys('answer', checksum, id, from_revision, to_revision, owner, expires);
UPDATE pseudonym_key SET checksum = with_keys('pseudonym_key', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE offer SET checksum = with_keys('offer', checksum, id, from_revision, to_revision, NULL, NULL);
UPDATE outcome SET checksum = with_keys('outcome', checksum, id, from_revision, to_revision, owner, expires);
UPDATE pin SET checksum = with_keys('pin', checksum, id, from_revision, to_revision, owner, expires);
