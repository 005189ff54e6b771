import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { Randomness } from '../config/randomness';
import { Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import { turnEnd } from '../event-loop/turn-end';
import { CallBudgets } from './call-budgets';
import { exchange } from './exchange';
import type { Answer } from './exchange';
import { readRequestId } from './request-id';
import { Deadline } from './resilience/deadline';
import { parseRetryAfter } from './retry-after';
import { traced } from './span';
import { usable } from './wix-answer';
import { failedOutcome, outcomeOf } from './wix-call.outcome';
import type { HttpMethod } from './wix-call';
import { readErrorDetails } from './wix-error.details';
import { WixFailure } from './wix-failure.error';
import { explainFailure } from './wix-failure.explanation';
import { wixHeaders } from './wix-headers';
import { CONCURRENT_CALLS, WixOperations } from './wix-operations';
import type { WixReply } from './wix-reply';
import type { WixRequest } from './wix-request';
import { WixStatusError } from './wix-status.error';
import { wixTarget } from './wix-target';

export type { WixReply } from './wix-reply';
export type { WixRequest } from './wix-request';

const LARGEST_BODY_BYTES = 5 * 1024 * 1024;

/**
 * Calls Wix's REST API over kept-alive connections to the configured origin alone. No redirect; at most one retry, of
 * what is harmless to repeat; within the instance's budget.
 */
@Injectable()
export class WixRestClient implements OnApplicationShutdown {
  readonly #pool: Pool;
  readonly #operations: WixOperations;
  #closing: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    randomness: Randomness,
    private readonly budgets: CallBudgets,
    private readonly telemetry: Telemetry,
  ) {
    this.#operations = new WixOperations(config, clock, randomness);
    this.#pool = new Pool(config.wix.baseUrl, {
      // An operation that hangs leaves half of them to the others.
      connections: 2 * CONCURRENT_CALLS,
      pipelining: 1,
      keepAliveTimeout: 60_000,
      maxResponseSize: LARGEST_BODY_BYTES,
      connect: { timeout: config.wix.apiTimeoutMs },
      headersTimeout: config.wix.apiTimeoutMs,
      bodyTimeout: config.wix.apiTimeoutMs,
    });
  }

  /**
   * @returns a 2xx with a JSON body
   * @throws WixStatusError for a 4xx, which the caller maps
   * @throws CodedError `wix_timeout` past the deadline; `wix_unavailable` for 5xx, a redirect, a broken connection, over
   *   5 MiB, a body that is no plain JSON, and, at once, while the operation's circuit is open; `wix_rate_limited` when the
   *   instance's budget is used up; `overloaded`; `validation_failed`, `invalid_request` for parameters and headers that
   *   can't be sent
   */
  async send(request: WixRequest): Promise<WixReply> {
    const { call, body = null } = request;
    // The type WixCall says that a method stands before the space.
    const method = call.slice(0, call.indexOf(' ')) as HttpMethod;
    const options = { method, path: wixTarget(request), headers: wixHeaders(request), body };
    try {
      const answer = await this.#operations.of(call).run({
        deadline: new Deadline(this.config.wix.apiTimeoutMs),
        repeatable: request.idempotent ?? method === 'GET',
        admit: () => this.admit(request),
        attempt: (deadlineMs) => this.attempt(request, options, deadlineMs),
      });
      return this.read(request, answer);
    } catch (error) {
      if (error instanceof WixFailure) throw this.coded(request, error);
      if (error instanceof CodedError && error.code === 'overloaded') {
        this.telemetry.count('wix_calls', { call, outcome: 'overloaded' });
      }
      throw error;
    }
  }

  /** Lets the calls under way finish, each within its deadline, and closes the connections. */
  close(): Promise<void> {
    // A turn later: calls go out at the end of the turn in which they were made.
    this.#closing ??= turnEnd().then(() => this.#pool.close());
    return this.#closing;
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private admit({ call, instanceId }: WixRequest): () => void {
    try {
      return this.budgets.take(instanceId);
    } catch (error) {
      this.telemetry.count('wix_calls', { call, outcome: 'budget_exceeded' });
      throw error;
    }
  }

  private async attempt(
    { call, instanceId }: WixRequest,
    options: Dispatcher.DispatchOptions,
    deadlineMs: number,
  ): Promise<Answer> {
    try {
      const answer = usable(
        call,
        await traced(call, () => exchange(this.#pool, call, options, deadlineMs)),
        this.clock.now(),
      );
      this.telemetry.count('wix_calls', { call, outcome: outcomeOf(answer.status) });
      if (answer.status !== 429) {
        this.budgets.accepted(instanceId);
      }
      return answer;
    } catch (error) {
      this.telemetry.count('wix_calls', { call, outcome: failedOutcome(error) });
      throw error;
    }
  }

  private read({ call, instanceId, accessToken }: WixRequest, { status, headers, body }: Answer): WixReply {
    const requestId = readRequestId(headers);
    if (status >= 400) {
      const retryAfter = parseRetryAfter(headers['retry-after'], this.clock.now());
      const wait = status === 429 ? this.budgets.throttled(instanceId, retryAfter) : retryAfter;
      const { applicationCode, fieldViolations } = readErrorDetails(body, accessToken);
      throw new WixStatusError(call, status, applicationCode, requestId, wait, fieldViolations);
    }
    return { status, contentType: String(headers['content-type']), body, requestId, headers };
  }

  private coded({ call }: WixRequest, failure: WixFailure): CodedError {
    if (failure.reason === 'circuit open') {
      this.telemetry.count('wix_calls', { call, outcome: 'circuit_open' });
    }
    return explainFailure(failure);
  }
}
