import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import type { AppId } from '../identifiers/guid';
import { TokenInfoClient } from '../wix/token-info.client';
import type { ActiveToken, TokenInfo } from '../wix/token-info';
import { InvalidTokenError } from './authentication.error';
import type { AuthenticationOptions } from './authenticator';
import type { InstanceContext } from './instance-context';
import { TokenVault } from './token-vault';

/** Asks Token Info, through the vault, and makes of its verdict the context of a request. */
@Injectable()
export class VerdictReader {
  /** A verdict's context is built once; the verdict object is the key, so both are forgotten together. */
  readonly #contexts = new WeakMap<ActiveToken, InstanceContext>();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly tokenInfo: TokenInfoClient,
    private readonly vault: TokenVault,
  ) {}

  /**
   * @param value an access token, or a signed `instance` value: Token Info reads both.
   * @param clientId whom Wix must have issued it to: the app, or the OAuth app of a site whose sessions are kept here.
   * @throws InvalidTokenError (401) unless Wix says active, for this client, for an instance, and not past its end.
   */
  context(
    value: string,
    options: AuthenticationOptions,
    clientId: AppId = this.config.app.id,
  ): InstanceContext | Promise<InstanceContext> {
    const known = this.vault.knownVerdict(value, options);
    if (known !== undefined) return this.#contextOf(known, clientId);
    // Whoever was known to be good a moment ago does not pay for the junk of others at the same address.
    const admitted = this.vault.remembers(value) || options.beforeAsking();
    return admitted === true
      ? this.#ask(value, options, clientId)
      : admitted.then(() => this.#ask(value, options, clientId));
  }

  async #ask(value: string, options: AuthenticationOptions, clientId: AppId): Promise<InstanceContext> {
    return this.#contextOf(await this.vault.verdict(value, () => this.tokenInfo.ask(value), options), clientId);
  }

  #contextOf(verdict: TokenInfo, clientId: AppId): InstanceContext {
    if (!verdict.active) throw new InvalidTokenError();
    // On every request, not only the first: a known verdict may end between two of them, and serve for one client alone.
    if (verdict.expiresAt <= this.clock.now() || verdict.clientId !== clientId) throw new InvalidTokenError();
    const known = this.#contexts.get(verdict);
    if (known !== undefined) return known;
    if (verdict.instanceId === undefined) throw new InvalidTokenError();
    const context: InstanceContext = Object.freeze({
      // Of a session, too: what its instance has stored is the app's, and elevated calls are made in the app's name.
      appId: this.config.app.id,
      instanceId: verdict.instanceId,
      siteId: verdict.siteId,
      identity: Object.freeze({ type: verdict.subjectType, id: verdict.subjectId }),
      expiresAt: verdict.expiresAt,
    });
    this.#contexts.set(verdict, context);
    return context;
  }
}
