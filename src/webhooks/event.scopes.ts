import { Injectable } from '@nestjs/common';
import { AppIdentity } from '../auth/app-identity';
import { WixContext } from '../sdk/wix-context';
import type { EventHandler } from './event.handler';
import type { WixEvent } from './webhook-event';

/** Lets a handler work for the app instance that Wix signed its event for. */
@Injectable()
export class EventScopes {
  constructor(private readonly context: WixContext) {}

  /**
   * Runs `work` with the ambient SDK set to the event's instance. The Wix calls that the handler declares may be made with
   * the app's identity, each audited with the event in the place of a route; no others, and none once `work` is done.
   *
   * @param work gets the app's identity if the handler declares calls
   * @throws Error when it does and the event is of no instance, such as an event of an account
   */
  async run<Result>(
    event: WixEvent,
    { name, calls, declaredIn }: EventHandler,
    work: (app: AppIdentity | undefined) => Promise<Result>,
  ): Promise<Result> {
    const { id, type, appId, instanceId, siteId, identity } = event;
    if (instanceId === undefined) {
      if (calls.length > 0) throw new Error(`${name} needs the app's identity, and ${type} is of no app instance.`);
      return work(undefined);
    }
    const instance = Object.freeze({ appId, instanceId, siteId, identity, expiresAt: Number.POSITIVE_INFINITY });
    const app = AppIdentity.grant({ instance, calls, route: `event ${type}`, requestId: id, declaredIn });
    return this.context.runWith(app, () => work(calls.length > 0 ? app : undefined));
  }
}
