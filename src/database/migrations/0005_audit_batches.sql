-- Each use of the app's identity: who asked, where, for which Wix call, and what became of it. It belongs to no tenant: one
-- statement stores what was done for many, and a tenant whose data is deleted does not take along what was done to it.
-- A row holds one change, whose end is known later, or the reads that a process stored together: with a row for each of
-- them the embedded database took four times as long.
CREATE TABLE liftgate.audit_batches (
  app_id uuid NOT NULL,
  -- Which process, and the how manyth of its records is the first of these.
  process_id uuid NOT NULL,
  serial bigint NOT NULL,
  -- When they were asked for, by the clock of the process.
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  instance_ids uuid[] NOT NULL,
  -- Not so for a change that was sent, or was about to be, by a process that has not said yet, or was killed before it could.
  ended boolean NOT NULL,
  -- As the gateway writes and reads them: nothing searches in here.
  records json NOT NULL,
  PRIMARY KEY (app_id, last_at, process_id, serial)
);

-- Compressing them would take as long as storing them.
ALTER TABLE liftgate.audit_batches ALTER records SET STORAGE EXTERNAL;

CREATE INDEX audit_batches_of_instance ON liftgate.audit_batches USING gin (instance_ids);
