-- What is said again needs no second attempt: where the app is installed is written when the event is stored.
ALTER TABLE liftgate.webhook_events DROP COLUMN repeated;
-- The few that are being handled, or whose process was killed: an attempt began that has not ended.
CREATE INDEX webhook_events_begun ON liftgate.webhook_events (app_id, instance_id)
  WHERE state = 'pending' AND attempts > failures;
-- What is old enough to be forgotten, and what waits for somebody to look at it, among millions that are neither.
CREATE INDEX webhook_events_finished ON liftgate.webhook_events (app_id, greatest(received_at, finished_at))
  WHERE state IN ('handled', 'unknown_type', 'discarded');
CREATE INDEX webhook_events_dead ON liftgate.webhook_events (app_id, arrival) WHERE state = 'dead_letter';
