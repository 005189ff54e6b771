import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { InstanceContext } from '../auth/instance-context';
import { SessionAuthenticator, type SessionOptions } from '../auth/session.authenticator';
import { AppConfig } from '../config/app-config';
import { RequestOrigin } from './request-origin';
import { SessionContexts } from './session.contexts';
import { SessionExpiredError, UnknownSessionError } from './session.error';
import { SessionFinder } from './session.finder';
import { SessionService } from './session.service';

/** The cookie as a credential. */
@Injectable()
export class CookieSessionAuthenticator extends SessionAuthenticator {
  readonly isOn: boolean;

  constructor(
    config: AppConfig,
    private readonly origin: RequestOrigin,
    private readonly finder: SessionFinder,
    private readonly sessions: SessionService,
    private readonly contexts: SessionContexts,
  ) {
    super();
    this.isOn = config.sessions !== undefined;
  }

  override async authenticate(
    value: string,
    request: FastifyRequest,
    reply: FastifyReply,
    options: SessionOptions,
  ): Promise<InstanceContext> {
    this.origin.check(request);
    const found = await this.finder.find(value, options.beforeAsking);
    switch (found.state) {
      case 'live':
        return this.contexts.of(found, options);
      case 'expired':
        throw new SessionExpiredError();
      case 'replaced':
        throw new UnknownSessionError();
      case 'unknown': {
        // A visitor who comes back after a long time is not locked out by their old cookie.
        const begun = this.begin(request, reply, options);
        if (begun === undefined) throw new UnknownSessionError();
        return begun;
      }
    }
  }

  override begin(
    request: FastifyRequest,
    reply: FastifyReply,
    options: SessionOptions,
  ): Promise<InstanceContext> | undefined {
    if (!this.isOn || !this.origin.isOwn(request)) return undefined;
    return this.sessions.begin(reply).then((session) => this.contexts.of({ session, use: undefined }, options));
  }
}
