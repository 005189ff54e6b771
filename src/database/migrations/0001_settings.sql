-- The settings of the widget, one row for each app instance. The tenant comes from the transaction, never from a statement.
CREATE TABLE liftgate.settings (
  app_id uuid NOT NULL DEFAULT nullif(current_setting('liftgate.app_id', true), '')::uuid,
  instance_id uuid NOT NULL DEFAULT nullif(current_setting('liftgate.instance_id', true), '')::uuid,
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 120),
  theme text NOT NULL CHECK (theme IN ('light', 'dark', 'auto')),
  accent_color text NOT NULL CHECK (accent_color ~ '^#[0-9A-Fa-f]{6}$'),
  published boolean NOT NULL,
  -- Another value with every save, and never the same again: a count would start anew with a new row.
  revision text NOT NULL DEFAULT gen_random_uuid()::text,
  PRIMARY KEY (app_id, instance_id)
);

ALTER TABLE liftgate.settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE liftgate.settings FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON liftgate.settings TO liftgate_tenant
  USING (
    app_id = nullif(current_setting('liftgate.app_id', true), '')::uuid
    AND instance_id = nullif(current_setting('liftgate.instance_id', true), '')::uuid
  )
  WITH CHECK (
    app_id = nullif(current_setting('liftgate.app_id', true), '')::uuid
    AND instance_id = nullif(current_setting('liftgate.instance_id', true), '')::uuid
  );

GRANT SELECT, INSERT ON liftgate.settings TO liftgate_tenant;
GRANT UPDATE (title, theme, accent_color, published, revision) ON liftgate.settings TO liftgate_tenant;
