import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { TokenVault } from '../auth/token-vault';
import type { Transaction } from '../database/transaction';
import { parseInstanceId } from '../identifiers/guid';
import { APP_REMOVED } from '../webhooks/lifecycle-events';
import { LifecycleRecord } from '../webhooks/lifecycle.record';
import type { WixEvent } from '../webhooks/webhook-event';
import { InstallationStore } from './installation.store';

const installed = z.object({ originInstanceId: z.string().nullish() }).catch({});

/** Keeps who has the app up to date with what Wix says, in whatever order it says it. */
@Injectable()
export class InstallationLifecycle extends LifecycleRecord {
  constructor(
    private readonly store: InstallationStore,
    private readonly vault: TokenVault,
  ) {
    super();
  }

  override async write(tx: Transaction, { type, appId, instanceId, siteId, time, data }: WixEvent): Promise<void> {
    if (instanceId === undefined) return;
    if (type === APP_REMOVED) {
      await this.store.remove(tx, { appId, instanceId, siteId }, time);
      return;
    }
    const originInstanceId = parseInstanceId(installed.parse(data).originInstanceId);
    const isReinstalled = await this.store.install(tx, { appId, instanceId, siteId, originInstanceId }, time);
    // Said by the one process that stores the event; in its own memory each forgets when it sees the row. Before the
    // commit, as what was asked for until now is over whether or not this ends well; should it not, Wix sends it again.
    if (isReinstalled) this.vault.forgetShared(instanceId);
  }
}
