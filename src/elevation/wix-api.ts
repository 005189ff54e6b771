import { Injectable } from '@nestjs/common';
import type { AppIdentity } from '../auth/app-identity';
import type { InstanceContext } from '../auth/instance-context';
import type { WixCall } from '../wix/wix-call';
import { WixRestClient } from '../wix/wix-rest.client';
import { AppCalls } from './app-calls';
import { CallerCalls } from './caller-calls';
import { CallerTokenService } from './caller-token.service';
import { UndeclaredWixCallError } from './elevation.error';
import { type Asker, ElevationRecorder } from './elevation.recorder';
import { ElevationService } from './elevation.service';
import type { WixCalls } from './wix-calls';

/** The only way to Wix's API: as the caller, or as the app with an AppIdentity. */
@Injectable()
export class WixApi {
  constructor(
    private readonly rest: WixRestClient,
    private readonly callerTokens: CallerTokenService,
    private readonly elevation: ElevationService,
    private readonly recorder: ElevationRecorder,
  ) {}

  /** Calls that Wix judges by the caller's own rights. */
  caller(instance: InstanceContext): CallerCalls {
    return new CallerCalls(instance, this.rest, this.callerTokens);
  }

  /** Calls with the app's rights: only those the identity was granted for, each of them audited. */
  app(identity: AppIdentity): WixCalls {
    return new AppCalls(identity, this.rest, this.elevation, this.recorder);
  }

  /**
   * Refuses a call with the app's rights that `asker` did not declare, and records the refusal.
   *
   * @param remedy what to write where, as a sentence for the developer
   * @throws UndeclaredWixCallError always
   */
  refuse(asker: Asker, call: WixCall, remedy: string): never {
    this.recorder.denied(asker, call);
    throw new UndeclaredWixCallError(asker.route, call, remedy);
  }
}
