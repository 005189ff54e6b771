import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { parseAppId, parseInstanceId, parseSiteId } from '../identifiers/guid';
import { InvalidTokenError } from './authentication.error';
import type { AuthenticationOptions, Authenticator } from './authenticator';
import type { Identity } from './identity';
import type { InstanceContext } from './instance-context';
import { isSignedInstance, readSignedInstance, type SignedInstanceClaims } from './signed-instance';
import { VerdictReader } from './verdict.reader';

/** How far Wix's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Wix's signed `instance` value, verified by Token Info (`remote`) or by the app secret (`hmac`). */
@Injectable()
export class SignedInstanceAuthenticator implements Authenticator {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly verdicts: VerdictReader,
  ) {}

  authenticate(value: string, options: AuthenticationOptions): InstanceContext | Promise<InstanceContext> {
    const claims = readSignedInstance(value);
    if (claims === undefined || this.#isOutOfDate(claims)) throw new InvalidTokenError();
    if (this.config.instanceParameter.mode === 'remote') return this.#verified(value, claims, options);
    if (!isSignedInstance(value, this.config.app.secrets)) throw new InvalidTokenError();
    return this.#contextOf(claims);
  }

  #verified(
    value: string,
    claims: SignedInstanceClaims,
    options: AuthenticationOptions,
  ): InstanceContext | Promise<InstanceContext> {
    const context = this.verdicts.context(value, options);
    return context instanceof Promise ? context.then((answer) => limited(answer, claims)) : limited(context, claims);
  }

  #isOutOfDate({ signDate }: SignedInstanceClaims): boolean {
    const age = this.clock.now() - signDate;
    return age > this.config.instanceParameter.maxAgeMs || age < -CLOCK_TOLERANCE_MS;
  }

  #contextOf(claims: SignedInstanceClaims): InstanceContext {
    const appId = parseAppId(claims.appDefId);
    const instanceId = parseInstanceId(claims.instanceId);
    const expiresAt = Math.min(
      claims.expirationDate ?? Number.POSITIVE_INFINITY,
      claims.signDate + this.config.instanceParameter.maxAgeMs,
    );
    if (appId !== this.config.app.id || instanceId === undefined || expiresAt <= this.clock.now()) {
      throw new InvalidTokenError();
    }
    const siteId = parseSiteId(claims.metaSiteId);
    return Object.freeze({ appId, instanceId, siteId, identity: Object.freeze(identityOf(claims)), expiresAt });
  }
}

/**
 * The least that the claims prove: a Wix user only with OWNER, and an `aid` always means a visitor. Who is not named at all
 * is one too, of whom the instance is all that is known.
 */
function identityOf(claims: SignedInstanceClaims): Identity {
  if (claims.aid !== undefined) return { type: 'VISITOR', id: claims.aid };
  if (claims.uid !== undefined && claims.permissions === 'OWNER') return { type: 'USER', id: claims.uid };
  if (claims.siteMemberId !== undefined) return { type: 'MEMBER', id: claims.siteMemberId };
  if (claims.uid !== undefined) return { type: 'VISITOR', id: claims.uid };
  return { type: 'VISITOR', id: claims.instanceId };
}

/** Nobody and a visitor may do the same: nothing that needs a name. */
const RANKS = { UNKNOWN: 0, VISITOR: 0, MEMBER: 1, USER: 2, APP: 3 } as const satisfies Record<
  Identity['type'],
  number
>;

/**
 * Which identity Token Info reads from a signed value is not documented, and it may take every viewer for a Wix user. It
 * has confirmed the claims, though: where they prove less, they count.
 */
function limited(context: InstanceContext, claims: SignedInstanceClaims): InstanceContext {
  const proven = identityOf(claims);
  return RANKS[context.identity.type] <= RANKS[proven.type]
    ? context
    : Object.freeze({ ...context, identity: Object.freeze(proven) });
}
