-- When, by the clock of this database, an installation took the place of an earlier one: what processes still keep of
-- that one counts no longer. The row itself no longer tells, as it says how things are now.
ALTER TABLE liftgate.installations ADD COLUMN reinstalled_at timestamptz;
