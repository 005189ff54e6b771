import { Injectable } from '@nestjs/common';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import type { AccessToken, Grant, RefreshToken } from './access-token';
import { oauthTokenText, opaqueTokenText } from './token-text';
import { TokenTable } from './token.table';

/** Access tokens of custom authentication live five minutes. */
const LEGACY_LIFETIME_SECONDS = 300;

interface Issue {
  /** Seconds; negative for a token that has expired already. */
  readonly lifetimeSeconds?: number | undefined;
  readonly revoked?: boolean;
  readonly bound?: boolean;
}

/** Issues tokens and enters them in the table. */
@Injectable()
export class TokenIssuer {
  constructor(
    private readonly clock: EmulatorClock,
    private readonly settings: SettingsStore,
    private readonly table: TokenTable,
  ) {}

  access(grant: Omit<Grant, 'generation'>, issue: Issue = {}): AccessToken {
    const token = this.#describe(grant, issue);
    return this.#keep({ ...token, value: oauthTokenText(token) });
  }

  legacyAccess(grant: Omit<Grant, 'generation'>): AccessToken {
    const token = this.#describe(grant, { lifetimeSeconds: LEGACY_LIFETIME_SECONDS });
    return this.#keep({ ...token, value: opaqueTokenText(this.settings.values.legacyTokenPrefix) });
  }

  refresh(grant: Omit<Grant, 'generation'>): RefreshToken {
    const token = { ...this.#grant(grant), value: opaqueTokenText(this.settings.values.legacyTokenPrefix) };
    this.table.addRefresh(token);
    return token;
  }

  #keep(token: AccessToken): AccessToken {
    this.table.addAccess(token);
    return token;
  }

  #grant({ subject, clientId, instance }: Omit<Grant, 'generation'>): Grant {
    return { subject, clientId, instance, generation: instance?.generation };
  }

  #describe(grant: Omit<Grant, 'generation'>, issue: Issue): Omit<AccessToken, 'value'> {
    const lifetime = issue.lifetimeSeconds ?? this.settings.values.tokenLifetimeSeconds;
    const now = this.clock.seconds();
    const issuedAt = lifetime > 0 ? now : now + lifetime - this.settings.values.tokenLifetimeSeconds;
    return {
      ...this.#grant(grant),
      issuedAt,
      expiresAt: now + lifetime,
      revoked: issue.revoked ?? false,
      bound: issue.bound ?? false,
    };
  }
}
