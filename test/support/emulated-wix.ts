import { startEmulator } from '../../src/emulator/start-emulator';
import { WELL_KNOWN_APP_SECRET } from '../../src/emulator/well-known';
import { type HttpAnswer, sendRequest } from './http-request';

export type SubjectType = 'VISITOR' | 'MEMBER' | 'USER' | 'APP';
type Fields = Readonly<Record<string, unknown>>;

/** A site with the app on it, as the emulator describes it. */
export interface InstalledSite {
  readonly instanceId: string;
  readonly siteId: string;
  readonly siteDisplayName: string;
  readonly url: string;
  readonly ownerId: string;
  readonly members: readonly { readonly id: string; readonly loginEmail: string }[];
}

interface SettingDescription {
  readonly value: unknown;
  readonly variants: readonly unknown[];
}

/** The emulator on a free port, and its control API. */
export class EmulatedWix {
  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<EmulatedWix> {
    // Nobody listens for its webhooks here.
    const environment = { WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/webhooks' };
    const emulator = await startEmulator({ port: 0, environment });
    return new EmulatedWix(emulator.url, () => emulator.close());
  }

  get appSecret(): string {
    return WELL_KNOWN_APP_SECRET;
  }

  async install(order: Fields = {}): Promise<InstalledSite> {
    return (await this.#control('POST', 'instances', order)).json as InstalledSite;
  }

  async uninstall(instanceId: string): Promise<void> {
    await this.#control('DELETE', `instances/${instanceId}`);
  }

  /** @param more `subjectId`, `ttlSeconds`, `clientId`, `active` */
  async mint(instanceId: string, subjectType: SubjectType, more: Fields = {}): Promise<string> {
    return (await this.#control('POST', 'tokens', { instanceId, subjectType, ...more })).json.accessToken as string;
  }

  /** A signed `instance` value. */
  async sign(instanceId: string, claims: Fields = {}): Promise<string> {
    return (await this.#control('POST', 'instance-param', { instanceId, ...claims })).json.instance as string;
  }

  /** The token of a new visitor of the headless site, issued to the OAuth app and not to the app. */
  async headlessToken(): Promise<string> {
    const { clientId } = (await this.#control('GET', 'app')).json as { clientId: string };
    return (await this.#post('/oauth2/token', { clientId, grantType: 'anonymous' })).json.access_token as string;
  }

  async fault(fault: Fields): Promise<void> {
    await this.#control('POST', 'faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE', 'faults');
  }

  async settings(): Promise<Readonly<Record<string, SettingDescription>>> {
    return (await this.#control('GET', 'settings')).json as Record<string, SettingDescription>;
  }

  async set(settings: Fields): Promise<void> {
    await this.#control('PATCH', 'settings', settings);
  }

  /** The Wix calls since `forgetCalls`, as `GET /apps/v1/instance`, oldest first. */
  async calls(): Promise<readonly string[]> {
    const calls = (await this.#control('GET', 'calls')).json as readonly { method: string; path: string }[];
    return calls.map(({ method, path }) => `${method} ${path}`);
  }

  async forgetCalls(): Promise<void> {
    await this.#control('DELETE', 'calls');
  }

  async #control(method: string, path: string, body?: Fields): Promise<HttpAnswer> {
    return this.#post(`/_emulator/${path}`, body, method);
  }

  async #post(path: string, body?: Fields, method = 'POST'): Promise<HttpAnswer> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { 'content-type': 'application/json' };
    const answer = await sendRequest(this.url, { method, path, headers, ...json });
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer;
  }
}
