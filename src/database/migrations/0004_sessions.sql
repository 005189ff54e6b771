-- The sessions of a headless site's browsers. They belong to no tenant: who a session speaks for is known from it, not before.
CREATE TABLE liftgate.sessions (
  -- SHA-256 of the cookie's value: what is stored here opens no session.
  hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
  app_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'visitor' CHECK (role IN ('visitor', 'member')),
  -- The tokens, encrypted; none before the visitor has begun and after the session has ended.
  sealed bytea,
  -- The id of the visitor or member, once Wix has told it.
  subject_id text,
  created_at timestamptz NOT NULL,
  -- To the hour.
  used_at timestamptz NOT NULL,
  -- However much it is used.
  ends_at timestamptz NOT NULL,
  -- Until then one process asks Wix for tokens, and the others wait.
  lease_until timestamptz,
  ended_at timestamptz,
  -- Ended because the browser was given another id.
  replaced boolean NOT NULL DEFAULT false
);

CREATE INDEX sessions_of_subject ON liftgate.sessions (app_id, subject_id);
CREATE INDEX sessions_used ON liftgate.sessions (used_at) WHERE ended_at IS NULL;
CREATE INDEX sessions_ends ON liftgate.sessions (ends_at);
CREATE INDEX sessions_ended ON liftgate.sessions (ended_at) WHERE ended_at IS NOT NULL;

-- Logins under way: each is used once, by the browser that began it.
CREATE TABLE liftgate.session_logins (
  -- SHA-256 of the OAuth `state`.
  state_hash bytea PRIMARY KEY,
  session_hash bytea NOT NULL,
  -- What the callback needs, encrypted.
  sealed bytea NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX session_logins_expiry ON liftgate.session_logins (expires_at);
