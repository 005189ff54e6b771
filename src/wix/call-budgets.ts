import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { CodedError } from '../errors/coded.error';
import type { InstanceId } from '../identifiers/guid';
import { Pause } from './resilience/pause';
import { SlidingCount } from './resilience/sliding-count';

const WINDOW_MS = 60_000;
const SLOT_MS = 1_000;
/** About 12 MB when full. Past it the instance that was quiet for longest starts anew. */
const MOST_INSTANCES = 20_000;
const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 60;

interface CallBudget {
  readonly calls: SlidingCount;
  readonly pause: Pause;
  /** The next pause, when Wix names none. */
  nextPauseSeconds: number;
}

/**
 * How much each instance may still ask of Wix, which allows it so many calls a minute: never more than
 * `WIX_BUDGET_PER_INSTANCE` go out within any minute, and none while Wix throttles this instance. The others notice nothing.
 */
@Injectable()
export class CallBudgets {
  readonly #budgets = new LRUCache<InstanceId, CallBudget>({ max: MOST_INSTANCES });

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Counts one outgoing call.
   *
   * @returns what takes that back, when the call is not sent after all
   * @throws CodedError `wix_rate_limited` (429) when the budget is used up, or Wix asked this instance to wait
   */
  take(instanceId: InstanceId): () => void {
    const { calls, pause } = this.#budgetOf(instanceId);
    if (pause.remainingMs > 0) throw rateLimited(pause.remainingSeconds);
    const now = this.clock.now();
    const { budgetPerInstance } = this.config.wix;
    if (calls.total(now) >= budgetPerInstance) {
      throw rateLimited(Math.max(1, Math.ceil(calls.msUntil(budgetPerInstance - 1, now) / 1000)));
    }
    calls.add(now);
    return () => {
      calls.remove(now);
    };
  }

  /**
   * Wix answered 429: the instance waits as long as Wix asked for, or, when it did not say, 5 seconds the first time
   * and twice as long each further time, up to a minute.
   *
   * @param retryAfterSeconds 1 to 60
   * @returns how long, in seconds
   */
  throttled(instanceId: InstanceId, retryAfterSeconds: number | undefined): number {
    const budget = this.#budgetOf(instanceId);
    // Many calls under way hear the same 429: that is one.
    if (retryAfterSeconds === undefined && budget.pause.remainingMs > 0) return budget.pause.remainingSeconds;
    budget.pause.begin((retryAfterSeconds ?? budget.nextPauseSeconds) * 1000);
    if (retryAfterSeconds === undefined) {
      budget.nextPauseSeconds = Math.min(budget.nextPauseSeconds * 2, LONGEST_PAUSE_SECONDS);
    }
    return budget.pause.remainingSeconds;
  }

  /** Wix took a call of this instance again. */
  accepted(instanceId: InstanceId): void {
    const budget = this.#budgets.peek(instanceId);
    if (budget !== undefined) budget.nextPauseSeconds = FIRST_PAUSE_SECONDS;
  }

  #budgetOf(instanceId: InstanceId): CallBudget {
    const known = this.#budgets.get(instanceId);
    if (known !== undefined) return known;
    const calls = new SlidingCount(WINDOW_MS, SLOT_MS);
    const budget = { calls, pause: new Pause(this.clock), nextPauseSeconds: FIRST_PAUSE_SECONDS };
    this.#budgets.set(instanceId, budget);
    return budget;
  }
}

/** A second is counted whole, so a minute may take one more: nobody is told to wait longer than for Wix itself. */
function rateLimited(seconds: number): CodedError {
  return new CodedError('wix_rate_limited', 'This site has used up its calls to Wix for now. Wait, then try again.', {
    retryAfterSeconds: Math.min(seconds, LONGEST_PAUSE_SECONDS),
  });
}
