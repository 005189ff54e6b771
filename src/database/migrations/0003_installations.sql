-- Which app instances there are. It belongs to no tenant: every process must know whom to refuse.
CREATE TABLE liftgate.installations (
  app_id uuid NOT NULL,
  instance_id uuid NOT NULL,
  site_id uuid,
  origin_instance_id uuid,
  -- Wix's vendorProductId; none is the free plan.
  plan text,
  installed_at timestamptz,
  removed_at timestamptz,
  -- When the newest event happened that counted: an older one changes nothing.
  lifecycle_at timestamptz,
  plan_at timestamptz,
  purged_at timestamptz,
  -- When this row was written, for processes that look for what is new.
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (app_id, instance_id)
);

CREATE INDEX installations_changed ON liftgate.installations (app_id, changed_at);
CREATE INDEX installations_removed ON liftgate.installations (app_id, removed_at) WHERE removed_at IS NOT NULL;
