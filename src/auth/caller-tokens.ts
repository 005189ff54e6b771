import { Injectable } from '@nestjs/common';
import type { AccessToken } from '../wix/access-token';
import type { InstanceContext } from './instance-context';

/** The token of a session, which is the gateway's own: no browser is bound to it, and it can be renewed. */
export interface SessionToken {
  readonly accessToken: AccessToken;
  /** Another one for the same visitor or member, when Wix refuses this one. */
  readonly renew: () => Promise<AccessToken>;
}

/** The token behind a context, for calls as the caller. Kept beside the context, so that logging a context shows none. */
@Injectable()
export class CallerTokens {
  readonly #tokens = new WeakMap<InstanceContext, string>();
  readonly #ofSessions = new WeakMap<InstanceContext, SessionToken>();

  /** @returns the same context. */
  keep(context: InstanceContext, token: string): InstanceContext {
    // A context of a known verdict comes again with every request.
    if (!this.#tokens.has(context)) this.#tokens.set(context, token);
    return context;
  }

  /** `undefined` for a context that came from a signed `instance` value: Wix's API takes no such credential. */
  of(context: InstanceContext): string | undefined {
    return this.#tokens.get(context);
  }

  /** As `keep`, for the context of a session. */
  keepSession(context: InstanceContext, token: SessionToken): InstanceContext {
    this.#ofSessions.set(context, token);
    return this.keep(context, token.accessToken);
  }

  /** `undefined` for a context that came from anything but a session. */
  ofSession(context: InstanceContext): SessionToken | undefined {
    return this.#ofSessions.get(context);
  }
}
