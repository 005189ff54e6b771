import { Injectable } from '@nestjs/common';
import type { InstanceContext } from '../auth/instance-context';
import { parseAppId, parseInstanceId } from '../identifiers/guid';
import { Database } from './database';
import type { LocalSettings, Transaction } from './transaction';

/** Owns nothing, may not log in, and row-level security holds for it. Each migration grants it what it needs. */
const TENANT_ROLE = 'liftgate_tenant';

/**
 * The only way to the rows of tenants. PostgreSQL itself sees to it that a transaction reads and writes the rows of one
 * app instance: a statement needs no condition for that, and cannot forget one.
 */
@Injectable()
export class TenantDatabase {
  constructor(private readonly database: Database) {}

  /**
   * Runs `work` in a transaction of this tenant: committed when it resolves, rolled back when it rejects. Await every
   * statement in it; afterwards the transaction throws. Keep calls to other services out of it, and do not nest it: it
   * holds a connection, and the embedded database has one.
   * @throws Error when the context is lost; DatabaseUnavailableError (503) when the database is down, slow or crowded
   */
  async run<Result>(
    instance: Pick<InstanceContext, 'appId' | 'instanceId'>,
    work: (tx: Transaction) => Promise<Result>,
  ): Promise<Result> {
    return this.database.transaction(tenantSettings(instance), work);
  }
}

/** The types promise both ids; a context that was lost on the way to here comes as undefined all the same. */
function tenantSettings(instance: Partial<Record<'appId' | 'instanceId', unknown>> | undefined): LocalSettings {
  const appId = parseAppId(instance?.appId);
  const instanceId = parseInstanceId(instance?.instanceId);
  if (appId === undefined || instanceId === undefined) {
    throw new Error('TenantDatabase.run() was given no app instance; pass on the InstanceContext of the request.');
  }
  return { role: TENANT_ROLE, 'liftgate.app_id': appId, 'liftgate.instance_id': instanceId };
}
