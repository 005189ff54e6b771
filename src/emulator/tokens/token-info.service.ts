import { Injectable } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';
import { WixError } from '../http/wix.error';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import { InstanceStore } from '../sites/instance.store';
import { isInstalled, withoutBearer, type AccessToken, type Subject } from './access-token';
import { INSTANCE_LIFETIME_MS, verifyInstance, type InstanceClaims } from './signed-instance';
import { TokenTable } from './token.table';

export type TokenInfo = Readonly<Record<string, unknown>>;

/** Five parts of an OAuth token, two of a signed instance, or a prefix of custom authentication. */
const WELL_FORMED = /^(?:OauthNG\.JWS(?:\.[\w-]+){3}|[\w-]+\.[\w-]+|(?:OAUTH2|JWS|IST)\..+)$/;

/** Answers who a token speaks for. */
@Injectable()
export class TokenInfoService {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly settings: SettingsStore,
    private readonly clock: EmulatorClock,
    private readonly instances: InstanceStore,
    private readonly table: TokenTable,
  ) {}

  /** @throws {WixError} where a setting says that a bad token is an error. */
  read(text: string): TokenInfo {
    const value = this.settings.values.acceptBearerPrefixInTokenInfo ? withoutBearer(text) : text;
    const token = this.table.findAccess(value) ?? this.#signedInstance(value);
    if (token !== undefined) return this.#describe(token);
    return WELL_FORMED.test(value) ? this.#refuse(undefined) : this.#malformed();
  }

  #describe(token: AccessToken): TokenInfo {
    const { instance, subject } = token;
    const active = !token.revoked && token.expiresAt > this.clock.seconds() && isInstalled(token);
    const { timesAs } = this.settings.values;
    const info = {
      active: this.#spelt(active),
      subjectType: subject.type,
      subjectId: subject.id,
      exp: timesAs === 'string' ? String(token.expiresAt) : token.expiresAt,
      iat: timesAs === 'string' ? String(token.issuedAt) : token.issuedAt,
      clientId: token.clientId,
      ...(instance && {
        accountId: instance.site.accountId,
        siteId: instance.site.siteId,
        instanceId: instance.instanceId,
        ...(instance.vendorProductId !== undefined && { vendorProductId: instance.vendorProductId }),
      }),
    };
    return active ? info : this.#refuse(info);
  }

  #refuse(info: TokenInfo | undefined): TokenInfo {
    switch (this.settings.values.tokenInfoForInvalidToken) {
      case 'inactive':
        return this.#inactive();
      case 'inactiveWithFields':
        return info ?? this.#inactive();
      case 'missingFields':
        return { subjectType: 'UNKNOWN' };
      case 400:
        throw WixError.application(400, 'INVALID_ARGUMENT', 'Invalid token');
      case 401:
        throw WixError.application(401, 'UNAUTHENTICATED', 'Invalid token');
    }
  }

  #inactive(): TokenInfo {
    return { active: this.#spelt(false) };
  }

  #spelt(active: boolean): boolean | string {
    return this.settings.values.activeAs === 'string' ? String(active) : active;
  }

  #malformed(): TokenInfo {
    const variant = this.settings.values.tokenInfoForMalformedToken;
    if (variant === 'inactive') return this.#inactive();
    throw WixError.application(variant, variant === 400 ? 'INVALID_ARGUMENT' : 'UNAUTHENTICATED', 'Malformed token');
  }

  #signedInstance(value: string): AccessToken | undefined {
    const claims = value.split('.').length === 2 ? verifyInstance(value, this.config.appSecrets) : undefined;
    const instance = claims && this.instances.find(claims.instanceId);
    if (claims === undefined || instance === undefined) return undefined;
    const signedAt = Date.parse(claims.signDate);
    const expiresAt =
      claims.expirationDate === undefined ? signedAt + INSTANCE_LIFETIME_MS : Date.parse(claims.expirationDate);
    return {
      value,
      subject: this.#subjectOf(claims, instance.site.ownerId),
      clientId: claims.appDefId,
      instance,
      generation: instance.generation,
      issuedAt: Math.floor(signedAt / 1000),
      expiresAt: Math.floor(expiresAt / 1000),
      revoked: false,
      bound: false,
    };
  }

  #subjectOf(claims: InstanceClaims, ownerId: string): Subject {
    if (this.settings.values.instanceParameterIdentity === 'alwaysUser')
      return { type: 'USER', id: claims.uid ?? ownerId };
    if (claims.aid !== undefined) return { type: 'VISITOR', id: claims.aid };
    if (claims.uid !== undefined && claims.permissions === 'OWNER') return { type: 'USER', id: claims.uid };
    if (claims.siteMemberId !== undefined) return { type: 'MEMBER', id: claims.siteMemberId };
    return { type: 'VISITOR', id: claims.uid ?? claims.instanceId };
  }
}
