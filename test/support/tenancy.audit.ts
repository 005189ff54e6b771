import type { ClientBase, Pool } from 'pg';

/** Tables that belong to no tenant, and why. Every other table of the schema is a tenant's. */
export const SYSTEM_TABLES: Readonly<Record<string, string>> = {
  migrations: 'what was done to the database itself',
  audit_batches: "uses of the app's identity: outlive the tenant's data, and no tenant reads them",
  installations: 'which app instances there are: every process must know whom to refuse',
  session_logins: 'logins under way: whose they become is not known yet',
  sessions: 'what a cookie stands for: whose it is, is read from it',
  webhook_events: 'the inbox: one worker reads the events of all instances',
};

const TENANT_ROLE = 'liftgate_tenant';
const TENANT_KEY = ['app_id', 'instance_id'];
/** As PostgreSQL prints what every policy says, for reading and for writing: compared whole, for an OR would undo it. */
const CONDITION = `(${TENANT_KEY.map(
  (column) => `(${column} = (NULLIF(current_setting('liftgate.${column}'::text, true), ''::text))::uuid)`,
).join(' AND ')})`;
const POLICY = `${TENANT_ROLE}: ${CONDITION} / ${CONDITION}`;
const TENANT_GRANTS = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE']);

interface Table {
  readonly name: string;
  readonly kind: string;
  readonly owner: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly invoker: boolean;
  readonly policies: readonly string[];
  /** The leading columns of every unique index. */
  readonly keys: readonly (readonly string[])[];
  /** `grantee privilege`. */
  readonly grants: readonly string[];
  /** Columns of the key that the tenant role may update. */
  readonly movable: readonly string[];
}

const TABLES = `
  SELECT c.relname AS name, c.relkind AS kind, pg_get_userbyid(c.relowner) AS owner,
    c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
    coalesce('security_invoker=true' = ANY (c.reloptions) OR 'security_invoker=on' = ANY (c.reloptions), false) AS invoker,
    ARRAY(SELECT concat(array_to_string(p.polroles::regrole[], ','), ': ',
        pg_get_expr(p.polqual, c.oid), ' / ', pg_get_expr(p.polwithcheck, c.oid))
      FROM pg_policy p WHERE p.polrelid = c.oid) AS policies,
    (SELECT coalesce(json_agg((
        SELECT json_agg(a.attname ORDER BY k.place)
        FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum)), '[]')
      FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique) AS keys,
    ARRAY(SELECT concat_ws(' ', CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(acl.grantee) END, acl.privilege_type)
      FROM aclexplode(c.relacl) acl) AS grants,
    ARRAY(SELECT a.attname::text FROM pg_attribute a
      WHERE a.attrelid = c.oid AND a.attname = ANY ($1) AND has_column_privilege('${TENANT_ROLE}', c.oid, a.attnum, 'UPDATE')) AS movable
  FROM pg_class c
  WHERE c.relnamespace = 'liftgate'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  ORDER BY c.relname`;

const ROLE = `SELECT rolname FROM pg_roles
  WHERE rolname = '${TENANT_ROLE}' AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb OR rolreplication)`;
const MEMBERSHIPS = `SELECT pg_get_userbyid(roleid) AS name FROM pg_auth_members WHERE member = '${TENANT_ROLE}'::regrole`;
const OWNED = `SELECT classid::regclass::text || ' ' || objid AS name FROM pg_shdepend
  WHERE refclassid = 'pg_authid'::regclass AND refobjid = '${TENANT_ROLE}'::regrole AND deptype = 'o'`;

/** Everything by which one tenant could reach another's rows, as the catalogue has it. */
export async function tenancyBreaches(database: ClientBase | Pool): Promise<string[]> {
  const { rows } = await database.query<Table>(TABLES, [TENANT_KEY]);
  const names = async (query: string) => (await database.query<{ name: string }>(query)).rows;
  return [
    ...rows.flatMap((table) => breachesOf(table).map((breach) => `${table.name} ${breach}`)),
    ...(await names(ROLE)).map(() => `${TENANT_ROLE} may do more than its grants say`),
    ...(await names(MEMBERSHIPS)).map(({ name }) => `${TENANT_ROLE} is a member of ${name}`),
    ...(await names(OWNED)).map(({ name }) => `${TENANT_ROLE} owns ${name}`),
  ];
}

function breachesOf(table: Table): string[] {
  const toOthers = table.grants.filter((grant) => grant.startsWith('PUBLIC '));
  const toTenant = table.grants.filter((grant) => grant.startsWith(`${TENANT_ROLE} `));
  const common = check(toOthers.length > 0, 'is open to PUBLIC');
  if (table.kind === 'v') return [...common, ...check(!table.invoker, 'is a view without security_invoker')];
  if (table.kind !== 'r' && table.kind !== 'p')
    return [...common, ...check(toTenant.length > 0, 'knows no row-level security')];
  if (table.name in SYSTEM_TABLES)
    return [...common, ...check(toTenant.length > 0, 'is a system table open to tenants')];
  return [
    ...common,
    ...check(!table.enabled, 'has no row-level security'),
    ...check(!table.forced, 'does not force row-level security'),
    ...check(table.policies.length !== 1, 'must have exactly one policy: several permissive ones widen each other'),
    ...check(
      !table.policies.every((policy) => policy === POLICY),
      'has a policy that is not the one of every tenant table',
    ),
    ...check(table.keys.length === 0, 'has no key'),
    ...check(
      !table.keys.every((key) => TENANT_KEY.every((column, place) => key[place] === column)),
      'has a key that app_id and instance_id do not lead',
    ),
    ...check(
      toTenant.some((grant) => !TENANT_GRANTS.has(grant.split(' ')[1] ?? '')),
      'grants more than rows',
    ),
    ...check(table.movable.length > 0, 'lets a tenant move a row to another'),
  ];
}

const check = (broken: boolean, breach: string): string[] => (broken ? [breach] : []);
