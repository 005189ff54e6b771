-- Attempts that ended, and badly. One whose process was killed counts as an attempt alone, for it says nothing of the event.
ALTER TABLE liftgate.webhook_events ADD COLUMN failures integer NOT NULL DEFAULT 0;
UPDATE liftgate.webhook_events SET failures = attempts WHERE state = 'dead_letter' OR last_error IS NOT NULL;
