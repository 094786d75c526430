-- How far back the history of rows goes, and how old it is.

-- One row. Versions that ended before this revision may be gone; as of this one and later everything is there.
CREATE TABLE history (
  id bigint PRIMARY KEY CHECK (id = 1),
  kept_from bigint NOT NULL
);
INSERT INTO history (id, kept_from) VALUES (1, 0);

-- Now and then noted: which revision was the newest at a second since 1970.
CREATE TABLE revision_time (
  second bigint PRIMARY KEY,
  revision bigint NOT NULL
);
