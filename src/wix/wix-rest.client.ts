import { Injectable } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'undici';
import { AppConfig } from '../config/app-config';
import { Clock } from '../config/clock';
import { CodedError } from '../errors/coded.error';
import { exchange } from './exchange';
import type { Answer } from './exchange';
import { readRequestId } from './request-id';
import { parseRetryAfter } from './retry-after';
import type { HttpMethod, WixCall } from './wix-call';
import { WixFailure } from './wix-failure.error';
import type { FailureReason } from './wix-failure.error';
import { wixHeaders } from './wix-headers';
import type { WixReply } from './wix-reply';
import type { WixRequest } from './wix-request';
import { readApplicationCode, WixStatusError } from './wix-status.error';
import { wixTarget } from './wix-target';

export type { WixReply } from './wix-reply';
export type { WixRequest } from './wix-request';

const LARGEST_BODY_BYTES = 5 * 1024 * 1024;
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;
const BRACES = new Map([
  ['{', '}'],
  ['[', ']'],
]);

/** Calls Wix's REST API over kept-alive connections to the configured origin alone. One attempt, no redirect. */
@Injectable()
export class WixRestClient implements OnApplicationShutdown {
  readonly #pool: Pool;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.#pool = new Pool(config.wix.baseUrl, {
      // With Wix at 20 ms and 512 requests under way, half as many connections give two thirds of the throughput.
      connections: 256,
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
   *   5 MiB, a body that is no plain JSON; `validation_failed`, `invalid_request` for parameters and headers that can't be sent
   */
  async send(request: WixRequest): Promise<WixReply> {
    try {
      return this.read(request.call, await this.exchange(request));
    } catch (error) {
      throw error instanceof WixFailure ? coded(error) : error;
    }
  }

  /** Lets the calls under way finish, each within its deadline, and closes the connections. */
  async close(): Promise<void> {
    await this.#pool.close();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  private exchange(request: WixRequest): Promise<Answer> {
    const { call, body = null } = request;
    // The type WixCall says that a method stands before the space.
    const method = call.slice(0, call.indexOf(' ')) as HttpMethod;
    const options = { method, path: wixTarget(request), headers: wixHeaders(request), body };
    return exchange(this.#pool, call, options, this.config.wix.apiTimeoutMs);
  }

  private read(call: WixCall, { status, headers, body }: Answer): WixReply {
    const requestId = readRequestId(headers);
    const retryAfter = parseRetryAfter(headers['retry-after'], this.clock.now());
    if (status >= 400 && status < 500) {
      throw new WixStatusError(call, status, readApplicationCode(body), requestId, retryAfter);
    }
    const reason = failureOf(status) ?? (isPlainJson(headers, body) ? undefined : 'bad body');
    if (reason !== undefined) {
      throw new WixFailure(call, reason, requestId, retryAfter);
    }
    return { status, contentType: String(headers['content-type']), body, requestId, headers };
  }
}

function failureOf(status: number): FailureReason | undefined {
  if (status >= 200 && status < 300) {
    return undefined;
  }
  return status >= 300 && status < 400 ? 'redirect' : `status ${status}`;
}

/** A look at the ends of the body, not a parse: whoever forwards the bytes does not need one. */
function isPlainJson(headers: Answer['headers'], body: Buffer): boolean {
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
  if (typeof type !== 'string' || !JSON_TYPE.test(type) || encoding !== 'identity') {
    return false;
  }
  const first = body.toString('latin1', 0, 64).trimStart().charAt(0);
  const last = body
    .toString('latin1', Math.max(0, body.length - 64))
    .trimEnd()
    .at(-1);
  return last !== undefined && BRACES.get(first) === last;
}

function coded(failure: WixFailure): CodedError {
  const options = {
    cause: failure,
    ...(failure.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: failure.retryAfterSeconds }),
  };
  return failure.reason === 'timeout'
    ? new CodedError('wix_timeout', 'Wix did not answer in time. Try again.', options)
    : new CodedError('wix_unavailable', 'Wix did not give a usable answer. Try again.', options);
}
