import { ask } from './ask.mjs';

/** Of all answers of Wix. */
const BROKEN = 0.05;
const FAULTS = [
  { status: 500 },
  { status: 503, headers: { 'retry-after': '1' } },
  { status: 429 },
  { status: 401 },
  { reset: true },
  { reset: 'mid-body' },
  { latencyMs: 4_000 },
  { dripMs: 20 },
  { status: 200, body: '<html>nonsense</html>' },
];
const PATHS = [
  '/oauth2/token-info',
  '/oauth2/token',
  '/apps/v1/instance',
  '/stores/v1/products/query',
  '/members/v1/members/my',
  '/members/v1/members',
];
const ROUTES = ['/v1/identity', '/v1/instance', '/v1/instance/details', '/v1/settings', '/v1/members'];
const JSON_BODY = { 'content-type': 'application/json' };
/** What tells a page of the same origin. */
const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const any = (list) => list[Math.floor(Math.random() * list.length)];

/** The callers of some sites: one request of one of many kinds at a time, and now and then a fault of Wix for it to meet. */
export class Visits {
  #tokens = new Map();
  #cookies = new Map();

  constructor(wix, gateway, sites) {
    this.wix = wix;
    this.gateway = gateway;
    this.sites = sites;
  }

  /** @returns the status of the answer, or `left` */
  async one() {
    if (Math.random() < BROKEN) {
      await ask(this.wix, 'POST', '/_emulator/faults', { path: any(PATHS), ...any(FAULTS), times: 1 });
    }
    const { instanceId } = any(this.sites);
    const kind = Math.random();
    if (kind < 0.05) return this.#send('/v1/identity', { headers: { authorization: `junk-${Math.random()}` } });
    if (kind < 0.1) return this.#send('/v1/identity');
    if (kind < 0.15) return this.#webhook(instanceId);
    if (kind < 0.25) return this.#session();
    const headers = { authorization: await this.#tokenOf(instanceId), ...JSON_BODY };
    if (kind < 0.3) {
      const body = JSON.stringify({ title: 'Soak', theme: 'dark', accentColor: '#112233', published: true });
      return this.#send('/v1/settings', { method: 'PUT', headers, body });
    }
    // A caller who leaves before the answer is there.
    if (kind < 0.35) {
      return this.#send('/v1/instance/details', { headers, signal: AbortSignal.timeout(3) }).catch(() => 'left');
    }
    if (kind < 0.4) return this.#send('/v1/products/query', { method: 'POST', headers, body: '{"query":{}}' });
    return this.#send(any(ROUTES), { headers });
  }

  async #send(path, request) {
    const answer = await fetch(`${this.gateway}${path}`, request);
    await answer.arrayBuffer();
    return answer.status;
  }

  async #webhook(instanceId) {
    const event = { instanceId, eventType: 'soak', data: { at: Date.now() }, duplicates: 1 };
    return (await ask(this.wix, 'POST', '/_emulator/webhooks', event)).deliveries[0].status;
  }

  /** A browser of a headless site, which stays for a while. */
  async #session() {
    const browser = Math.floor(Math.random() * 20);
    const cookie = this.#cookies.get(browser);
    if (cookie !== undefined && Math.random() < 0.98) return this.#send('/v1/identity', { headers: { cookie } });
    const answer = await fetch(`${this.gateway}/api/auth/session`, { headers: SAME_ORIGIN });
    await answer.arrayBuffer();
    const begun = answer.headers.getSetCookie()[0]?.split(';')[0];
    if (begun !== undefined) this.#cookies.set(browser, begun);
    return answer.status;
  }

  /** Each token is used for a while, and then another takes its place. */
  async #tokenOf(instanceId) {
    const known = this.#tokens.get(instanceId);
    if (known !== undefined && Math.random() < 0.99) return known;
    const { accessToken } = await ask(this.wix, 'POST', '/_emulator/tokens', { instanceId, subjectType: 'USER' });
    this.#tokens.set(instanceId, accessToken);
    return accessToken;
  }
}
