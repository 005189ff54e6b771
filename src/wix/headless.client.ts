import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { Randomness } from '../config/randomness';
import { Telemetry } from '../config/telemetry';
import { CodedError } from '../errors/coded.error';
import type { AccessToken } from './access-token';
import { oauthOperation } from './oauth-operation';
import { OAuthUnavailableError } from './oauth.error';
import { OAuthTransport } from './oauth.transport';
import { Deadline } from './resilience/deadline';
import type { UpstreamOperation } from './resilience/upstream-operation';
import { failedOutcome, outcomeOf } from './wix-call.outcome';
import { readApplicationCode } from './wix-error.details';
import { WixFailure } from './wix-failure.error';
import { explainFailure } from './wix-failure.explanation';
import { WixStatusError } from './wix-status.error';

/** At 200 ms an answer, 80 logins a second. */
const CONCURRENT_CALLS = 16;

/** The calls of a member login. */
const CALLS = [
  'POST /_api/redirects-api/v1/redirect-session',
  'POST /_api/iam/authentication/v2/register',
  'POST /_api/iam/authentication/v2/login',
  'POST /_api/iam/verification/v1/auth/verify',
  'POST /_api/iam/recovery/v1/send-email',
] as const;

type HeadlessCall = (typeof CALLS)[number];

/** Connections that they can take in all. */
export const HEADLESS_CONNECTIONS = CALLS.length * CONCURRENT_CALLS;

interface HeadlessRequest<Result> {
  readonly call: HeadlessCall;
  /** Whose identity the call has: a visitor's, or a member's. */
  readonly accessToken: AccessToken;
  readonly body: object;
  /** Whether Wix may get it twice without harm. */
  readonly repeatable: boolean;
  /** What a 200 says; `undefined` when it makes no sense. */
  readonly read: (json: unknown) => Result | undefined;
}

/** Calls of a headless site as its visitor or member: within `WIX_API_TIMEOUT_MS`, to the configured origin alone. */
@Injectable()
export class HeadlessClient {
  readonly #operations: ReadonlyMap<HeadlessCall, UpstreamOperation>;

  constructor(
    private readonly transport: OAuthTransport,
    private readonly config: AppConfig,
    clock: Clock,
    randomness: Randomness,
    private readonly telemetry: Telemetry,
  ) {
    const { apiTimeoutMs } = config.wix;
    this.#operations = new Map(
      CALLS.map((call) => [call, oauthOperation(call, apiTimeoutMs, clock, randomness, CONCURRENT_CALLS)]),
    );
  }

  /**
   * @throws WixStatusError when Wix said no (4xx), which the caller maps
   * @throws CodedError `wix_timeout`, `wix_rate_limited`, `wix_unavailable`, `overloaded`
   */
  async send<Result>(request: HeadlessRequest<Result>): Promise<Result> {
    const operation = this.#operations.get(request.call);
    if (operation === undefined) throw new Error(`${request.call} is no call of a member login.`);
    try {
      return await operation.run({
        deadline: new Deadline(this.config.wix.apiTimeoutMs),
        repeatable: request.repeatable,
        admit: () => undefined,
        attempt: (deadlineMs) => this.attempt(request, operation, deadlineMs),
      });
    } catch (error) {
      if (error instanceof WixFailure) throw explainFailure(error);
      if (error instanceof CodedError && error.code === 'overloaded') {
        this.telemetry.count('wix_calls', { call: request.call, outcome: 'overloaded' });
      }
      throw error;
    }
  }

  private async attempt<Result>(
    { call, accessToken, body, read }: HeadlessRequest<Result>,
    operation: UpstreamOperation,
    deadlineMs: number,
  ): Promise<Result> {
    try {
      const path = call.slice(call.indexOf('/'));
      const { status, json, requestId } = await this.transport.post(path, body, deadlineMs, accessToken);
      this.telemetry.count('wix_calls', { call, outcome: outcomeOf(status) });
      if (status !== 200) throw new WixStatusError(call, status, readApplicationCode(json), requestId, undefined);
      const result = read(json);
      if (result === undefined) throw new OAuthUnavailableError(call, 'bad body', requestId);
      return result;
    } catch (error) {
      if (error instanceof OAuthUnavailableError) this.report(error, call, operation);
      throw error;
    }
  }

  /** A 429 stops nobody else: it may be about one account. */
  private report(failure: OAuthUnavailableError, call: HeadlessCall, operation: UpstreamOperation): void {
    if (failure.reason !== 'bad body') this.telemetry.count('wix_calls', { call, outcome: failedOutcome(failure) });
    if (failure.reason === 'status 503' && failure.retryAfterSeconds !== undefined) {
      operation.pauseFor(failure.retryAfterSeconds);
    }
  }
}
