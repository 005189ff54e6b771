-- The inbox: an event counts as received once it is here. It belongs to no tenant: one worker reads all of it.
CREATE TABLE liftgate.webhook_events (
  -- The order of arrival.
  arrival bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  app_id uuid NOT NULL,
  -- Wix's own, or a hash of what makes the event this one.
  event_id text NOT NULL,
  event_type text NOT NULL,
  instance_id uuid,
  -- What Wix signed.
  envelope text NOT NULL,
  envelope_hash text NOT NULL,
  event_time timestamptz NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'handled', 'unknown_type', 'dead_letter', 'discarded')),
  attempts integer NOT NULL DEFAULT 0,
  -- Not before: the next attempt, or the end of the lease of the one that runs.
  due_at timestamptz NOT NULL DEFAULT now(),
  last_error text,
  deliveries integer NOT NULL DEFAULT 1,
  -- Handled before, and said again since of a later time.
  repeated boolean NOT NULL DEFAULT false,
  received_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  UNIQUE (app_id, event_id)
);

CREATE INDEX webhook_events_pending ON liftgate.webhook_events (app_id, arrival) WHERE state = 'pending';
CREATE INDEX webhook_events_of_instance ON liftgate.webhook_events (app_id, instance_id, arrival);
