-- When the write of a revision was, second since 1970; NULL where it did not say so, as those before this migration.
ALTER TABLE revision ADD COLUMN written bigint;
