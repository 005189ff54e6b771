import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';

/** Who is a superuser or may become one passes this test for every role. */
const BOUNDLESS = `SELECT quote_ident(current_user) AS name FROM pg_roles
  WHERE (rolsuper OR rolbypassrls) AND pg_has_role(current_user, oid, 'MEMBER') LIMIT 1`;

/**
 * Warns of a login role that row-level security does not bind. The gateway's own statements change to a role that it does
 * bind, so they are safe either way; but SQL that an attacker got in could change back. That the login role owns the tables
 * is as it should be: it migrates them, and their row-level security is forced for it, too.
 */
export async function warnOfBoundlessLogin(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(BOUNDLESS);
  const [role] = rows;
  if (role === undefined) return;
  new Logger('Database').warn(
    `The role ${role.name} in DATABASE_URL is a superuser or has BYPASSRLS, or may become one that does: row-level security ` +
      'cannot keep tenants apart for whoever gets SQL of his own past the gateway. Use a role that owns the database and ' +
      `nothing else, or have an administrator run: ALTER ROLE ${role.name} NOSUPERUSER NOBYPASSRLS;`,
  );
}
