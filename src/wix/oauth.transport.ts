import { HttpService } from '@nestjs/axios';
import { Injectable } from '@nestjs/common';
import { isAxiosError } from 'axios';
import { Clock } from '../config/clock';
import { AppConfig } from '../config/app-config';
import type { AccessToken } from './access-token';
import { OAuthUnavailableError } from './oauth.error';
import { readRequestId } from './request-id';
import { parseRetryAfter } from './retry-after';
import { traced } from './span';
import type { FailureReason } from './wix-failure.error';

/** A definite answer: 200, or a 4xx of Wix's own that means the request and not the moment. */
export interface OAuthReply {
  readonly status: number;
  /** The body as JSON; `undefined` when a 200 has none. */
  readonly json: unknown;
  readonly requestId: string | undefined;
}

const LARGEST_BODY_BYTES = 64 * 1024;
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);
/** 4xx that speak of the moment: Request Timeout, Too Early, Too Many Requests. */
const TRANSIENT = new Set([408, 425, 429]);

/**
 * Posts JSON to Wix's OAuth endpoints and to those of member login. One attempt; the body, secret or password included,
 * goes to the configured origin alone: no redirect, no proxy. Neither the HTTP client's errors nor Wix's texts get out, for both may hold the secret.
 */
@Injectable()
export class OAuthTransport {
  constructor(
    private readonly http: HttpService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * @param deadlineMs for the whole exchange, the reading of the body included
   * @param accessToken whose identity the call has, where it needs one
   * @throws OAuthUnavailableError on anything that is no definite answer: transport, deadline, over 64 KiB, any other
   *   2xx, 3xx, 408, 425, 429, 5xx, and a 4xx that is no JSON, with which something before Wix says no, and not Wix
   */
  async post(path: string, body: object, deadlineMs: number, accessToken?: AccessToken): Promise<OAuthReply> {
    const deadline = AbortSignal.timeout(Math.ceil(deadlineMs));
    const { status, headers, data } = await traced(`POST ${path}`, () =>
      this.exchange(path, body, deadline, accessToken),
    );
    const requestId = readRequestId(headers);
    const reason = failureOf(status);
    if (reason !== undefined) {
      const retryAfter = parseRetryAfter(headers['retry-after'], this.clock.now());
      throw new OAuthUnavailableError(`POST ${path}`, reason, requestId, retryAfter);
    }
    const json = parseJson(data);
    // By its status, which tells the circuit that it is about the request: whoever chose that can stop nobody else.
    if (status !== 200 && json === undefined) {
      throw new OAuthUnavailableError(`POST ${path}`, `status ${status}`, requestId);
    }
    return { status, json, requestId };
  }

  private async exchange(path: string, body: object, deadline: AbortSignal, accessToken: AccessToken | undefined) {
    try {
      return await this.http.axiosRef.request<string>({
        adapter: 'http',
        method: 'POST',
        baseURL: this.config.wix.baseUrl,
        url: path,
        data: JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(accessToken !== undefined && { authorization: accessToken }),
        },
        responseType: 'text',
        signal: deadline,
        maxRedirects: 0,
        maxContentLength: LARGEST_BODY_BYTES,
        proxy: false,
        validateStatus: () => true,
      });
    } catch (error) {
      // Not as a cause either: an AxiosError holds the request, and so the secret.
      throw new OAuthUnavailableError(`POST ${path}`, deadline.aborted ? 'timeout' : reasonOf(error));
    }
  }
}

function failureOf(status: number): FailureReason | undefined {
  if (status >= 300 && status < 400) {
    return 'redirect';
  }
  const definite = status === 200 || (status >= 400 && status < 500 && !TRANSIENT.has(status));
  return definite ? undefined : `status ${status}`;
}

function reasonOf(error: unknown): FailureReason {
  const { code = '', message } = isAxiosError(error) ? error : { message: '' };
  if (message.startsWith('maxContentLength')) {
    return 'too large';
  }
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) {
    return 'bad body';
  }
  return NOT_CONNECTED.has(code) ? 'unreachable' : 'reset';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
