-- ANALYZE, which the server runs by itself, copies values of columns into statistics of its own, where a purge does not
-- reach them. All look-ups here go by the indexes, whose conditions need no such values.
ALTER TABLE stored_row ALTER COLUMN id SET STATISTICS 0;
ALTER TABLE stored_row ALTER COLUMN bytes SET STATISTICS 0;
ALTER TABLE stored_row ALTER COLUMN owner SET STATISTICS 0;
ALTER TABLE change ALTER COLUMN id SET STATISTICS 0;
