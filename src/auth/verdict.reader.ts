import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
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
   * @throws InvalidTokenError (401) unless Wix says active, for this app, for an instance, and not past its end.
   */
  context(value: string, options: AuthenticationOptions): InstanceContext | Promise<InstanceContext> {
    const known = this.vault.knownVerdict(value, options);
    if (known !== undefined) return this.#contextOf(known);
    // Whoever was known to be good a moment ago does not pay for the junk of others at the same address.
    const admitted = this.vault.remembers(value) || options.beforeAsking();
    return admitted === true ? this.#ask(value, options) : admitted.then(() => this.#ask(value, options));
  }

  async #ask(value: string, options: AuthenticationOptions): Promise<InstanceContext> {
    return this.#contextOf(await this.vault.verdict(value, () => this.tokenInfo.ask(value), options));
  }

  #contextOf(verdict: TokenInfo): InstanceContext {
    if (!verdict.active) throw new InvalidTokenError();
    // On every request, not only the first: a known verdict may end between two of them.
    if (verdict.expiresAt <= this.clock.now()) throw new InvalidTokenError();
    const known = this.#contexts.get(verdict);
    if (known !== undefined) return known;
    if (verdict.clientId !== this.config.app.id || verdict.instanceId === undefined) throw new InvalidTokenError();
    const context: InstanceContext = Object.freeze({
      appId: verdict.clientId,
      instanceId: verdict.instanceId,
      siteId: verdict.siteId,
      identity: Object.freeze({ type: verdict.subjectType, id: verdict.subjectId }),
      expiresAt: verdict.expiresAt,
    });
    this.#contexts.set(verdict, context);
    return context;
  }
}
