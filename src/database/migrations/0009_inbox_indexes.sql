-- What is said again needs no second attempt: where the app is installed is written when the event is stored.
ALTER TABLE liftgate.webhook_events DROP COLUMN repeated;
-- Whether one of an instance's events is being handled, or waits for its next attempt.
CREATE INDEX webhook_events_due ON liftgate.webhook_events (app_id, instance_id, due_at) WHERE state = 'pending';
-- What is old enough to be forgotten, and what waits for somebody to look at it, among millions that are neither.
CREATE INDEX webhook_events_finished ON liftgate.webhook_events (app_id, greatest(received_at, finished_at))
  WHERE state IN ('handled', 'unknown_type', 'discarded');
CREATE INDEX webhook_events_dead ON liftgate.webhook_events (app_id, arrival) WHERE state = 'dead_letter';
