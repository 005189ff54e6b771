import { Injectable, Logger } from '@nestjs/common';
import { InvalidTokenError } from '../auth/authentication.error';
import { CallerTokens } from '../auth/caller-tokens';
import type { InstanceContext } from '../auth/instance-context';
import type { SessionOptions } from '../auth/session.authenticator';
import { VerdictReader } from '../auth/verdict.reader';
import { ExpiringCache } from '../cache/expiring-cache';
import { SingleFlight } from '../cache/single-flight';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import type { FoundSession } from './session.finder';
import type { SessionWithTokens } from './session';
import { SESSION_LIFETIMES } from './session.lifetimes';
import { SessionExpiredError } from './session.error';
import { SessionService } from './session.service';
import { SessionStore } from './session.store';

type LiveSession = Omit<Extract<FoundSession, { state: 'live' }>, 'state'>;

/** While Token Info refuses even what Wix has just issued, how long a session causes no more requests to Wix. */
const HOPELESS_MS = 10_000;
const HOPELESS_LIMITS = { entries: 10_000, bytes: 1024 * 1024 };

/** The context of a session: whom Token Info takes its access token for, as of any other token. */
@Injectable()
export class SessionContexts {
  readonly #hopeless: ExpiringCache<true>;
  readonly #notes = new SingleFlight<void>();
  readonly #logger = new Logger('Sessions');

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly sessions: SessionService,
    private readonly store: SessionStore,
    private readonly verdicts: VerdictReader,
    private readonly callerTokens: CallerTokens,
  ) {
    this.#hopeless = new ExpiringCache(HOPELESS_LIMITS, () => 1, clock);
  }

  /**
   * Begins the visitor, or renews the tokens, where that is due; also when Token Info refuses an access token before its
   * time.
   *
   * @throws as SessionService.withTokens; InvalidTokenError (401) when Token Info refuses the new token too
   */
  async of({ session, use }: LiveSession, options: SessionOptions): Promise<InstanceContext> {
    const { beforeBeginning } = options;
    const live = await this.sessions.withTokens(session, { beforeBeginning });
    const context = await this.#read(live, options).catch((error: unknown) => {
      if (!(error instanceof InvalidTokenError) || this.#hopeless.get(live.hash)) throw error;
      return this.#renewed(live, options);
    });
    if (live.tokens.role === 'member' && context.identity.type !== 'MEMBER') throw new SessionExpiredError();
    if (this.#isDue(use, context)) this.#note(live, context);
    return context;
  }

  async #renewed(live: SessionWithTokens, options: SessionOptions): Promise<InstanceContext> {
    const { beforeBeginning } = options;
    const renewed = await this.sessions.withTokens(live, { rejected: live.tokens.accessToken, beforeBeginning });
    try {
      return await this.#read(renewed, options);
    } catch (error) {
      if (error instanceof InvalidTokenError) this.#hopeless.set(live.hash, true, this.clock.now() + HOPELESS_MS);
      throw error;
    }
  }

  async #read(live: SessionWithTokens, options: SessionOptions): Promise<InstanceContext> {
    const { accessToken } = live.tokens;
    // Wix has issued it to this server: it is no junk.
    const asked = { ...options, beforeAsking: () => true as const };
    const context = await this.verdicts.context(accessToken, asked, this.config.sessions?.clientId);
    const renew = async () => (await this.sessions.withTokens(live, { rejected: accessToken })).tokens.accessToken;
    return this.callerTokens.keepSession(context, { accessToken, renew });
  }

  #isDue(use: LiveSession['use'], { identity }: InstanceContext): boolean {
    return identity.id !== use?.subjectId || this.clock.now() >= use.usedAt + SESSION_LIFETIMES.useGranularity;
  }

  /** Nobody waits for it: the next request notes it as well. */
  #note({ hash }: SessionWithTokens, { identity }: InstanceContext): void {
    this.#notes
      .run(hash, () => this.store.use(hash, identity.id))
      .catch((error: unknown) => {
        this.#logger.warn(`The use of a session could not be noted (${String(error)}).`);
      });
  }
}
