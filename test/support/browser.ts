import { SESSION_COOKIE } from '../../src/auth/session.cookie';
import { type HttpAnswer, sendRequest } from './http-request';

type Headers = Readonly<Record<string, string>>;

/** A person's browser at the gateway: keeps its cookie, says where its requests come from, and follows no redirect by itself. */
export class Browser {
  cookie: string | undefined;

  constructor(
    /** Where the gateway really listens. */
    private readonly gatewayUrl: string,
    /** Where the browser believes it to be. */
    private readonly publicUrl: string,
    /** Of the client, as the proxy in front reports it. */
    private readonly address: string,
  ) {}

  /** Opens a page. */
  visit(path: string, headers: Headers = {}): Promise<HttpAnswer> {
    return this.#send('GET', path, { 'sec-fetch-site': 'none', ...headers });
  }

  /** Sends JSON from a page of the gateway's origin. */
  post(path: string, body: unknown, headers: Headers = {}): Promise<HttpAnswer> {
    const type = { 'content-type': 'application/json' };
    return this.#send('POST', path, { ...this.#sameOrigin, ...type, ...headers }, JSON.stringify(body));
  }

  /** Sends a form of a page of the gateway's origin. */
  submit(path: string, fields: Headers = {}, headers: Headers = {}): Promise<HttpAnswer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const form = new URLSearchParams(fields).toString();
    return this.#send('POST', path, { ...this.#sameOrigin, ...type, ...headers }, form);
  }

  /** The same person's browser with the cookie of this moment, which another one then keeps. */
  withCookie(cookie: string | undefined): Browser {
    const copy = new Browser(this.gatewayUrl, this.publicUrl, this.address);
    copy.cookie = cookie;
    return copy;
  }

  get #sameOrigin(): Headers {
    return { 'sec-fetch-site': 'same-origin', origin: this.publicUrl };
  }

  async #send(method: string, path: string, headers: Headers, body?: string): Promise<HttpAnswer> {
    const sent = Object.entries({
      'x-forwarded-for': this.address,
      ...(this.cookie !== undefined && { cookie: this.cookie }),
      ...headers,
    }).filter(([, value]) => value !== '');
    const answer = await sendRequest(this.gatewayUrl, {
      method,
      path,
      headers: Object.fromEntries(sent),
      ...(body !== undefined && { body }),
    });
    const [pair] = answer.headers['set-cookie']?.map((line) => line.split(';')[0] ?? '') ?? [];
    if (pair !== undefined) this.cookie = pair === `${SESSION_COOKIE}=` ? undefined : pair;
    return answer;
  }
}
