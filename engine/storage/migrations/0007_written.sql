-- When a write was, second since 1970; NULL: it did not say so, as all before this migration.
ALTER TABLE revision ADD COLUMN written INTEGER;
