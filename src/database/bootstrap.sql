-- Runs at every start, before the migrations: roles belong to the server and not to the database, so a restored backup may lack them.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'liftgate_tenant') THEN
    BEGIN
      CREATE ROLE liftgate_tenant NOLOGIN;
    EXCEPTION
      -- Another database of this server was faster.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The role liftgate_tenant is missing and % may not create it', current_user
          USING HINT = format('Have an administrator run: CREATE ROLE liftgate_tenant NOLOGIN; GRANT liftgate_tenant TO %I;', current_user);
    END;
  END IF;

  IF EXISTS (
    SELECT FROM pg_roles
    WHERE rolname = 'liftgate_tenant' AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb OR rolreplication)
  ) THEN
    RAISE EXCEPTION 'The role liftgate_tenant can do more than read and write what it is granted'
      USING HINT = 'ALTER ROLE liftgate_tenant NOSUPERUSER NOBYPASSRLS NOLOGIN NOCREATEROLE NOCREATEDB NOREPLICATION;';
  END IF;

  BEGIN
    IF current_setting('server_version_num')::int >= 160000 THEN
      IF NOT pg_has_role(current_user, 'liftgate_tenant', 'SET') THEN
        EXECUTE 'GRANT liftgate_tenant TO CURRENT_USER WITH INHERIT FALSE, SET TRUE';
      END IF;
    ELSIF NOT pg_has_role(current_user, 'liftgate_tenant', 'MEMBER') THEN
      GRANT liftgate_tenant TO CURRENT_USER;
    END IF;
  EXCEPTION
    WHEN insufficient_privilege THEN
      RAISE EXCEPTION '% may not act as liftgate_tenant', current_user
        USING HINT = format('Have an administrator run: GRANT liftgate_tenant TO %I;', current_user);
  END;

  IF to_regnamespace('liftgate') IS NULL THEN
    CREATE SCHEMA liftgate;
  END IF;
  GRANT USAGE ON SCHEMA liftgate TO liftgate_tenant;
END
$$;

CREATE TABLE IF NOT EXISTS liftgate.migrations (
  name text PRIMARY KEY,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now()
);
