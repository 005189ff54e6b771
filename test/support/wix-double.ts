import { WELL_KNOWN_APP_ID } from '../../src/emulator/well-known';
import { json, LoopbackServer, type Received } from '../unit/wix/loopback-server';

/** The nth app instance of a `WixDouble`. */
export const instanceIdOf = (index: number) => `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`;

/**
 * Plays Wix for many instances at once, and watches for what the emulator does not send: each answer of the API carries
 * an `X-Wix-Consistent` of its instance, which must never come back on a call of another one, nor of another request.
 * Tokens of callers are `visitor-<index>`.
 */
export class WixDouble {
  readonly leaks: string[] = [];
  readonly #server = new LoopbackServer();
  readonly #callsByPath = new Map<string, number>();
  #issued = 0;
  #oldestValid = 0;
  #untilRevocation = Number.POSITIVE_INFINITY;

  get url(): string {
    return this.#server.origin;
  }

  async start(): Promise<this> {
    await this.#server.start();
    this.#server.respond = (response, request) => {
      const answer = this.#answer(request);
      setTimeout(() => {
        json(answer.status, answer.body, answer.headers)(response, request);
      }, Math.random() * 4);
    };
    return this;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  calls(path: string): number {
    return this.#callsByPath.get(path) ?? 0;
  }

  forgetCalls(): void {
    this.#callsByPath.clear();
    this.#server.received.length = 0;
  }

  /** After that many more calls of the API every token that has been issued by then is refused with 401. */
  revokeTokensAfter(calls: number): void {
    this.#untilRevocation = calls;
  }

  #answer({ url = '', headers, body }: Received) {
    const path = new URL(url, this.url).pathname;
    this.#callsByPath.set(path, this.calls(path) + 1);
    switch (path) {
      case '/oauth2/token-info':
        return ok(tokenInfo(JSON.parse(body).token));
      case '/oauth2/token':
        return ok(this.#issue(JSON.parse(body)));
      default:
        return this.#api(String(headers.authorization), headers['x-wix-consistent']);
    }
  }

  #issue(order: Record<string, string>) {
    const subject = order.instance_id ?? instanceIdOf(Number(order.access_token?.split('-')[1]));
    const number = this.#issued++;
    return { access_token: `issued.${order.instance_id ? 'app' : 'caller'}.${number}.${subject}`, expires_in: 14_400 };
  }

  #api(token: string, consistent: string | string[] | undefined) {
    if (--this.#untilRevocation === 0) this.#oldestValid = this.#issued;
    const [, as, number, instanceId] = token.split('.');
    if (Number(number) < this.#oldestValid) return { status: 401, body: {}, headers: {} };
    if (consistent !== undefined && consistent !== `of-${String(instanceId)}`) {
      this.leaks.push(`${[consistent].flat().join()} on a call of ${String(instanceId)}`);
    }
    const site = { siteId: `site-of-${String(instanceId)}` };
    return ok(
      { instance: { instanceId, appName: as, isFree: true }, site },
      { 'x-wix-consistent': `of-${String(instanceId)}` },
    );
  }
}

function ok(body: object, headers: Record<string, string> = {}) {
  return { status: 200, body, headers };
}

function tokenInfo(token: string) {
  const index = Number(token.split('-')[1]);
  const now = Math.floor(Date.now() / 1000);
  return {
    active: true,
    subjectType: 'VISITOR',
    subjectId: `visitor-${index}`,
    clientId: WELL_KNOWN_APP_ID,
    instanceId: instanceIdOf(index),
    iat: now,
    exp: now + 14_400,
  };
}
