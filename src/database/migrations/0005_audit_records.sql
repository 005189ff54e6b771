-- Each use of the app's identity: who asked, where, for which Wix call, and what became of it. It belongs to no tenant: one
-- statement stores what was done for many, and a tenant whose data is deleted does not take along what was done to it.
CREATE TABLE liftgate.audit_records (
  app_id uuid NOT NULL,
  -- When it was asked for, by the clock of the process that did it.
  at timestamptz NOT NULL,
  -- Which process, and its how manyth record: no number is missing but of a record that could not be stored.
  process_id uuid NOT NULL,
  serial bigint NOT NULL,
  instance_id uuid NOT NULL,
  identity_type text NOT NULL,
  identity_id text NOT NULL,
  route text NOT NULL,
  wix_call text NOT NULL,
  -- `started`: sent, or about to be, by a process that has not said yet, or was killed before it could.
  outcome text NOT NULL CHECK (outcome IN ('started', 'succeeded', 'failed', 'denied')),
  -- Wix's status, or the code of the error.
  result text,
  request_id text NOT NULL,
  PRIMARY KEY (app_id, at, process_id, serial)
);

CREATE INDEX audit_records_of_instance ON liftgate.audit_records (app_id, instance_id, at);
