-- The oldest pending event of each instance, one step to the next instance: events are handed out so.
CREATE INDEX webhook_events_heads ON liftgate.webhook_events (app_id, instance_id, arrival) WHERE state = 'pending';
DROP INDEX liftgate.webhook_events_pending;
