import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WixError } from '../http/wix.error';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import type { Instance } from '../sites/instance';
import { isInstalled, withoutBearer, type AccessToken, type Subject, type SubjectType } from '../tokens/access-token';
import { TokenTable } from '../tokens/token.table';
import { RateLimit } from './rate-limit';

/** Who calls an API, on which site. */
export interface ApiCaller {
  readonly subject: Subject;
  readonly clientId: string;
  readonly instance: Instance;
}

/** Lets identities into an API, or answers as Wix does. */
@Injectable()
export class ApiAuthorization {
  constructor(
    private readonly settings: SettingsStore,
    private readonly clock: EmulatorClock,
    private readonly table: TokenTable,
    private readonly rateLimit: RateLimit,
  ) {}

  /** @throws {WixError} 401 without an active token, 403 for another identity, 429 past the rate limit. */
  require(request: FastifyRequest, reply: FastifyReply, allowed: readonly SubjectType[]): ApiCaller {
    const token = this.#active(request.headers.authorization);
    const { instance, subject, clientId } = token;
    if (instance === undefined) throw this.#noSite();
    this.rateLimit.count(instance.instanceId);
    if (!allowed.includes(subject.type)) throw this.#forbidden(subject.type);
    if (this.settings.values.consistentHeader) void reply.header('x-wix-consistent', `emulator-${instance.instanceId}`);
    return { subject, clientId, instance };
  }

  #active(authorization: string | undefined): AccessToken {
    // With an API key behind a comma it is an admin who calls in the name of the token.
    const value = withoutBearer(authorization ?? '')
      .replace(/,.*$/, '')
      .trim();
    const token = this.table.findAccess(value);
    if (token === undefined) {
      // What Wix answers to the signed instance value where an access token belongs.
      if (/^[\w-]+\.[\w-]+$/.test(value))
        throw WixError.application(400, 'INVALID_ARGUMENT', 'Unexpected value for StringValue');
      throw WixError.application(401, 'UNAUTHENTICATED', 'Missing or invalid Authorization');
    }
    if (token.expiresAt <= this.clock.seconds()) throw this.#expired();
    if (token.revoked || !isInstalled(token))
      throw WixError.application(401, 'UNAUTHENTICATED', 'The access token is not active');
    if (token.bound && this.settings.values.boundTokens)
      throw WixError.application(401, 'UNAUTHENTICATED', 'The access token is bound to its session');
    return token;
  }

  #expired(): WixError {
    switch (this.settings.values.expiredTokenStatus) {
      case '401':
        return WixError.application(401, 'UNAUTHENTICATED', 'The access token has expired');
      case '400-WDE0117':
        return WixError.application(400, 'WDE0117', 'WDE0117: MetaSite not found');
      case '401-no-metasite':
        return this.#noSite();
    }
  }

  #noSite(): WixError {
    return WixError.application(401, 'UNAUTHORIZED', 'No Metasite Context in identity.');
  }

  #forbidden(type: SubjectType): WixError {
    const text = this.settings.values.forbiddenBody === 'full' ? `Identity ${type} lacks the permission` : '';
    return WixError.application(403, 'PERMISSION_DENIED', text);
  }
}
