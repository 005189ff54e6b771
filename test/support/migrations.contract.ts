import { getTableConfig } from 'drizzle-orm/pg-core';
import { auditBatchesTable } from '../../src/audit/audit-batches.table';
import { readMigrations } from '../../src/database/migration';
import { migrate } from '../../src/database/migrator';
import { settingsTable } from '../../src/features/settings/settings.table';
import { sessionLoginsTable } from '../../src/sessions/session-logins.table';
import { sessionsTable } from '../../src/sessions/sessions.table';
import { SYSTEM_TABLES, tenancyBreaches } from './tenancy.audit';
import type { TestDatabase } from './test-database';

const TABLES = [settingsTable, sessionsTable, sessionLoginsTable, auditBatchesTable];

const COLUMNS = `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required, a.atthasdef AS has_default
  FROM pg_attribute a WHERE a.attrelid = ('liftgate.' || $1)::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname`;

/** A table as every tenant table is, but for what a test leaves out. */
const TENANT_TABLE = `
  CREATE TABLE liftgate.things (app_id uuid, instance_id uuid, id int, PRIMARY KEY (app_id, instance_id, id));
  ALTER TABLE liftgate.things ENABLE ROW LEVEL SECURITY;
  ALTER TABLE liftgate.things FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON liftgate.things TO liftgate_tenant
    USING (app_id = nullif(current_setting('liftgate.app_id', true), '')::uuid AND instance_id = nullif(current_setting('liftgate.instance_id', true), '')::uuid)
    WITH CHECK (app_id = nullif(current_setting('liftgate.app_id', true), '')::uuid AND instance_id = nullif(current_setting('liftgate.instance_id', true), '')::uuid);
  GRANT SELECT, INSERT, UPDATE (id), DELETE ON liftgate.things TO liftgate_tenant;`;

/** What holds of the tables on every engine. */
export function describeMigrations(open: () => Promise<TestDatabase>): void {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await open();
  }, 60_000);
  afterAll(() => db.close());

  /** In a transaction that is rolled back. */
  const breachesAfter = async (statements: string): Promise<string[]> => {
    const client = await db.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(statements);
      return await tenancyBreaches(client);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };

  describe('the catalogue', () => {
    it('keeps tenants apart', async () => {
      expect(await tenancyBreaches(db.pool)).toEqual([]);
    });

    it('has the system tables that the list names', async () => {
      const { rows } = await db.pool.query<{ name: string }>(
        "SELECT relname AS name FROM pg_class WHERE relnamespace = 'liftgate'::regnamespace AND relkind = 'r'",
      );
      expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(SYSTEM_TABLES)));
    });

    it('accepts a tenant table as it should be', async () => {
      expect(await breachesAfter(TENANT_TABLE)).toEqual([]);
    });

    it.each([
      ['ALTER TABLE liftgate.things DISABLE ROW LEVEL SECURITY', ['has no row-level security']],
      ['ALTER TABLE liftgate.things NO FORCE ROW LEVEL SECURITY', ['does not force row-level security']],
      [
        'DROP POLICY tenant ON liftgate.things',
        ['must have exactly one policy: several permissive ones widen each other'],
      ],
      [
        'CREATE POLICY wide ON liftgate.things USING (true)',
        [
          'must have exactly one policy: several permissive ones widen each other',
          'has a policy that is not the one of every tenant table',
        ],
      ],
      [
        'ALTER POLICY tenant ON liftgate.things WITH CHECK (true)',
        ['has a policy that is not the one of every tenant table'],
      ],
      [
        "ALTER POLICY tenant ON liftgate.things USING (app_id = nullif(current_setting('liftgate.app_id', true), '')::uuid)",
        ['has a policy that is not the one of every tenant table'],
      ],
      ['ALTER POLICY tenant ON liftgate.things TO PUBLIC', ['has a policy that is not the one of every tenant table']],
      ['ALTER TABLE liftgate.things DROP CONSTRAINT things_pkey', ['has no key']],
      ['ALTER TABLE liftgate.things ADD UNIQUE (id)', ['has a key that app_id and instance_id do not lead']],
      ['GRANT TRUNCATE ON liftgate.things TO liftgate_tenant', ['grants more than rows']],
      ['GRANT UPDATE ON liftgate.things TO liftgate_tenant', ['lets a tenant move a row to another']],
      ['GRANT UPDATE (instance_id) ON liftgate.things TO liftgate_tenant', ['lets a tenant move a row to another']],
      ['GRANT SELECT ON liftgate.things TO PUBLIC', ['is open to PUBLIC']],
    ])('finds %s', async (statement, breaches) => {
      expect(await breachesAfter(`${TENANT_TABLE}; ${statement}`)).toEqual(
        breaches.map((breach) => `things ${breach}`),
      );
    });

    it.each([
      ['CREATE TABLE liftgate.things (id int)', 'things has no row-level security'],
      ['CREATE VIEW liftgate.peek AS SELECT * FROM liftgate.settings', 'peek is a view without security_invoker'],
      [
        'CREATE MATERIALIZED VIEW liftgate.peek AS SELECT * FROM liftgate.settings; GRANT SELECT ON liftgate.peek TO liftgate_tenant',
        'peek knows no row-level security',
      ],
      ['GRANT SELECT ON liftgate.migrations TO liftgate_tenant', 'migrations is a system table open to tenants'],
      [
        'GRANT CREATE ON SCHEMA liftgate TO liftgate_tenant; ALTER TABLE liftgate.settings OWNER TO liftgate_tenant',
        'liftgate_tenant owns pg_class',
      ],
      ['ALTER ROLE liftgate_tenant CREATEDB', 'liftgate_tenant may do more than its grants say'],
      ['CREATE ROLE other; GRANT other TO liftgate_tenant', 'liftgate_tenant is a member of other'],
    ])('finds %s', async (statements, breach) => {
      // Who may do this differs by engine; what matters is that it is found where it can be done.
      const breaches = await breachesAfter(statements).catch((error: unknown) => {
        expect(error).toMatchObject({ code: '42501' });
        return [breach];
      });
      expect(breaches).toContainEqual(expect.stringContaining(breach));
    });

    it('accepts a view that sees what its reader may', async () => {
      expect(
        await breachesAfter(
          'CREATE VIEW liftgate.peek WITH (security_invoker = true) AS SELECT * FROM liftgate.settings',
        ),
      ).toEqual([]);
    });
  });

  it.each(TABLES.map((table) => [getTableConfig(table).name, table] as const))(
    'the columns of %s are those that the code knows',
    async (name, table) => {
      const { rows } = await db.pool.query(COLUMNS, [name]);
      const known = getTableConfig(table).columns.map((column) => ({
        name: column.name,
        type: column.getSQLType(),
        required: column.notNull,
        has_default: column.hasDefault,
      }));
      expect(known.sort((a, b) => a.name.localeCompare(b.name))).toEqual(rows);
    },
  );

  describe('migrations', () => {
    const [first] = readMigrations();
    const thing = { name: '9999_things.sql', sql: 'CREATE TABLE liftgate.things ()', checksum: 'x' };
    const applying = async (...migrations: Parameters<typeof migrate>[1]) => {
      const client = await db.pool.connect();
      try {
        return await migrate(client, migrations);
      } finally {
        client.release();
      }
    };
    const applied = async () =>
      (await db.pool.query<{ name: string }>('SELECT name FROM liftgate.migrations')).rows.map(({ name }) => name);

    it('are applied once', async () => {
      expect(await applying(...readMigrations())).toEqual([]);
    });

    it('refuse to go on when an applied one was changed', async () => {
      if (first === undefined) throw new Error('there is a first migration');
      await expect(applying({ ...first, checksum: 'changed' })).rejects.toThrow(`${first.name} was changed after`);
    });

    it('leave nothing behind when one fails', async () => {
      const before = await applied();
      await expect(applying(thing, { name: 'b', sql: 'SELECT 1 / 0', checksum: 'y' })).rejects.toThrow(
        'division by zero',
      );
      expect(await applied()).toEqual(before);
      const { rows } = await db.pool.query("SELECT to_regclass('liftgate.things') AS things");
      expect(rows).toEqual([{ things: null }]);
    });

    it('of a newer build do not keep this one from starting', async () => {
      await db.pool.query("INSERT INTO liftgate.migrations VALUES ('9998_newer.sql', 'z')");
      expect(await applying(...readMigrations())).toEqual([]);
      await db.pool.query("DELETE FROM liftgate.migrations WHERE name = '9998_newer.sql'");
    });
  });
}
