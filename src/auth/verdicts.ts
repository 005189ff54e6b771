import type { Reading, SharedKey, SharedTier } from '../cache/shared-tier';
import { SingleFlight } from '../cache/single-flight';
import type { AppConfig } from '../config/app-config';
import type { Clock } from '../config/clock';
import type { Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import type { InstanceId } from '../identifiers/guid';
import type { TokenInfo } from '../wix/token-info';
import { readSharedVerdict, type SharedVerdict } from './shared-verdict';
import type { VerdictOptions } from './token-vault';
import { type KnownVerdict, VerdictMemory } from './verdict.memory';

/** While Token Info is down, how long one failure speaks for all requests with the same token. */
const FAILURE_MS = 1000;

/** Verdicts by token: known here, known to another process, or asked for. */
export class Verdicts {
  readonly #memory: VerdictMemory;
  readonly #flights = new SingleFlight<TokenInfo>();

  constructor(
    private readonly config: Pick<AppConfig, 'app' | 'sessions' | 'verdicts'>,
    private readonly clock: Clock,
    private readonly shared: SharedTier,
    private readonly telemetry: Telemetry,
  ) {
    this.#memory = new VerdictMemory(config, clock);
  }

  known(token: string, options: VerdictOptions): TokenInfo | undefined {
    if (options.fresh) return undefined;
    const active = this.#memory.active(token);
    if (active === undefined) {
      const refused = this.#memory.refused(token);
      if (refused !== undefined) this.telemetry.count('verdicts', { result: 'negative_hit' });
      return refused;
    }
    const now = this.clock.now();
    if (active.freshUntil > now) {
      this.telemetry.count('verdicts', HIT);
      return active.verdict;
    }
    if (options.stale === 'refused' || active.failedAt === undefined) return undefined;
    // One request finds out whether Token Info is back; the others need not wait for it.
    const isFailing = (active.failedAt <= now && now < active.failedAt + FAILURE_MS) || this.#flights.isRunning(token);
    return isFailing ? this.#serveStale(active, options) : undefined;
  }

  remembers(token: string): boolean {
    return this.#memory.active(token) !== undefined;
  }

  get(token: string, ask: () => Promise<TokenInfo>, options: VerdictOptions): TokenInfo | Promise<TokenInfo> {
    // A shared answer could be older than the request.
    if (options.fresh) return this.#ask(token, ask, undefined);
    const known = this.known(token, options);
    if (known !== undefined) return known;
    const answer = this.#flights.run(token, () => this.#find(token, ask));
    return options.stale === 'refused'
      ? answer
      : answer.catch((error: unknown) => this.#standIn(token, error, options));
  }

  forgetInstance(instanceId: InstanceId): void {
    this.#memory.forgetInstance(instanceId);
  }

  /** @returns what was known, while Token Info cannot say. @throws the error otherwise */
  #standIn(token: string, error: unknown, options: VerdictOptions): TokenInfo {
    const known = isDown(error) ? this.#memory.active(token) : undefined;
    if (known === undefined) throw error;
    return known.freshUntil > this.clock.now() ? known.verdict : this.#serveStale(known, options);
  }

  #serveStale({ verdict }: KnownVerdict, options: VerdictOptions): TokenInfo {
    this.telemetry.count('verdicts', { result: 'stale' });
    options.servedStale?.();
    return verdict;
  }

  #find(token: string, ask: () => Promise<TokenInfo>): Promise<TokenInfo> {
    const mark = this.#memory.mark();
    const readAt = this.clock.now();
    const reading = this.shared.read(keyOf(token), 'hasty');
    if (reading === undefined) return this.#ask(token, ask, undefined);
    return reading.then((answer) => this.#learn(token, answer, readAt, mark) ?? this.#ask(token, ask, answer?.moment));
  }

  /** Remembers what another process was told; a verdict when that still counts. */
  #learn(token: string, reading: Reading | undefined, readAt: number, mark: number): TokenInfo | undefined {
    const verdict = readSharedVerdict(reading?.value);
    if (reading === undefined || verdict === undefined) return undefined;
    // Not by the clock of the process that asked: it may differ from ours.
    this.#memory.keep(token, verdict, readAt - reading.ageMs, mark);
    return this.known(token, ONLY_FRESH);
  }

  /** @param moment of the shared tier before the question; without one a yes is not shared. */
  async #ask(token: string, ask: () => Promise<TokenInfo>, moment: number | undefined): Promise<TokenInfo> {
    this.telemetry.count('verdicts', { result: 'miss' });
    // The life of a verdict counts from the question: the answer may have been true only then.
    const askedAt = this.clock.now();
    const mark = this.#memory.mark();
    try {
      const verdict = await ask();
      const isKept = this.#memory.keep(token, verdict, askedAt, mark);
      if (!verdict.active || isKept) this.#share(token, verdict, askedAt, moment);
      return verdict;
    } catch (error) {
      if (isDown(error)) this.#memory.failed(token);
      throw error;
    }
  }

  /** Nobody waits for it. A refusal only replaces a yes, so that junk finds no room in the shared tier. */
  #share(token: string, verdict: TokenInfo, askedAt: number, moment: number | undefined): void {
    const { ttlMs, staleMs } = this.config.verdicts;
    const until = askedAt + ttlMs + staleMs;
    const value: SharedVerdict = { verdict };
    if (!verdict.active) {
      // As long as another process may still remember the yes.
      void this.shared.overwrite(keyOf(token), value, until);
    } else if (moment !== undefined && verdict.instanceId !== undefined) {
      const entry = { value, until: Math.min(until, verdict.expiresAt), instanceId: verdict.instanceId };
      void this.shared.write(keyOf(token), entry, moment);
    }
  }
}

/** Of every warm request, so made once. */
const HIT = { result: 'hit' } as const;
const ONLY_FRESH: VerdictOptions = { fresh: false, stale: 'refused' };

function keyOf(token: string): SharedKey {
  return { kind: 'verdict', subject: token };
}

/** Wix cannot say, or too many ask it already. */
function isDown(error: unknown): boolean {
  return error instanceof CodedError && (error.code === 'token_info_unavailable' || error.code === 'overloaded');
}
