import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppIdentity } from '../auth/app-identity';
import { AppConfig } from '../config/app-config';
import type { InstanceId } from '../identifiers/guid';
import type { WixCall } from '../wix/wix-call';
import { runInScope } from './current-scope';
import { GrantedScope } from './granted.scope';
import { SdkCalls } from './sdk-calls';

export interface RunAsOptions {
  /** Why nobody has to ask for it, in a few words: it stands in the audit. */
  readonly reason: string;
  /** The Wix calls that may be made with the app's identity. */
  readonly calls: readonly [WixCall, ...WixCall[]];
}

/** The app's identity where no request brings a caller along: jobs and event handlers. */
@Injectable()
export class WixContext {
  constructor(
    private readonly config: AppConfig,
    private readonly sdkCalls: SdkCalls,
  ) {}

  /**
   * Runs `work` with the ambient SDK set to an app instance that nobody has authenticated for: whoever writes this line
   * answers for the `instanceId`. `auth.elevate(…)` makes the named calls, each of them audited with the reason; calls
   * as a caller fail, and so does whatever still runs after `work` is done.
   *
   * @returns what `work` returns
   */
  async runAs<Result>(
    instanceId: InstanceId,
    { reason, calls }: RunAsOptions,
    work: () => Result | Promise<Result>,
  ): Promise<Result> {
    const { id: appId } = this.config.app;
    const identity = { type: 'APP', id: appId } as const;
    const instance = { appId, instanceId, siteId: undefined, identity, expiresAt: Number.POSITIVE_INFINITY };
    const declaredIn = 'the calls of runAs';
    const grant = { instance, calls, route: `runAs: ${reason}`, requestId: randomUUID(), declaredIn };
    return this.runWith(AppIdentity.grant(grant), work);
  }

  /** Runs `work` with the ambient SDK set to an identity that was granted for it; everything else is as with `runAs`. */
  async runWith<Result>(app: AppIdentity, work: () => Result | Promise<Result>): Promise<Result> {
    try {
      return await runInScope(new GrantedScope(this.sdkCalls, app), work);
    } finally {
      app.end();
    }
  }
}
