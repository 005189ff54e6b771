import { sql } from 'drizzle-orm';
import type { AppConfig } from '../../src/config/app-config';
import { SystemDatabase } from '../../src/database/system.database';
import { WELL_KNOWN_MEMBER_PASSWORD } from '../../src/emulator/well-known';
import type { SiteDescription } from '../unit/emulator/emulator.fixture';
import { given } from './app-config';
import { Browser } from './browser';
import { embeddedFolder } from './embedded-folder';
import { GatewayFixture } from './gateway.fixture';
import type { HttpAnswer } from './http-request';
import { PUBLIC_URL, SESSIONS_ON } from './session-gateway';

/** The gateway with sessions on an embedded database, the emulator, and the browsers of people at both. */
export class LoginFixture {
  #browsers = 0;

  private constructor(
    readonly gateway: GatewayFixture,
    readonly site: SiteDescription,
    readonly close: () => Promise<void>,
  ) {}

  static async start(config: Partial<AppConfig> = {}): Promise<LoginFixture> {
    const { dataDir, remove } = await embeddedFolder();
    const gateway = await GatewayFixture.start({
      config: {
        sessions: SESSIONS_ON,
        database: { url: undefined, dataDir },
        // Each browser has an address of its own.
        trustedProxies: ['127.0.0.1/32'],
        ...config,
      },
    });
    return new LoginFixture(gateway, await gateway.emulator.install(), async () => {
      await gateway.close();
      remove();
    });
  }

  newBrowser(): Browser {
    this.#browsers += 1;
    return new Browser(this.gateway.url, PUBLIC_URL, `192.0.2.${this.#browsers}`);
  }

  /** A browser whose visitor has begun. */
  async visitor(): Promise<Browser> {
    const browser = this.newBrowser();
    await browser.visit('/api/auth/session');
    await browser.visit('/api/auth/session');
    return browser;
  }

  member(index = 0): { readonly id: string; readonly loginEmail: string } {
    return given(this.site.members[index]);
  }

  /** What a person does on Wix's login page. @returns where it leads back to: the callback, as a path of the gateway */
  async passLoginPage(loginUrl: string, email = this.member().loginEmail): Promise<string> {
    const { pathname, searchParams } = new URL(loginUrl);
    const form = { ...Object.fromEntries(searchParams), email, password: WELL_KNOWN_MEMBER_PASSWORD };
    const { headers } = await this.gateway.emulator.http.post(pathname).type('form').send(form).expect(302);
    return this.pathOf(headers.location);
  }

  /** Opens a page of Wix's that leads back without asking. @returns as `passLoginPage` */
  async follow(url: string): Promise<string> {
    const { pathname, search } = new URL(url);
    const { headers } = await this.gateway.emulator.http.get(`${pathname}${search}`).expect(302);
    return this.pathOf(headers.location);
  }

  /** Begins a login. @returns the callback that ends it */
  async beginLogin(browser: Browser, query = '', email?: string): Promise<string> {
    const begun = await browser.visit(`/api/auth/login${query}`);
    expect(begun.status).toBe(302);
    return this.passLoginPage(given(begun.headers.location), email);
  }

  /** A whole login. @returns the last answer */
  async logIn(browser: Browser, query = '', email?: string): Promise<HttpAnswer> {
    return browser.visit(await this.beginLogin(browser, query, email));
  }

  /** Whom the browser's session speaks for. */
  async identityOf(browser: Browser): Promise<unknown> {
    return (await browser.visit('/api/auth/session')).json.identity;
  }

  /** The logins under way, as they lie in the database. */
  async pendingLogins(): Promise<readonly { state_hash: Buffer; sealed: Buffer }[]> {
    return this.query('SELECT state_hash, sealed FROM liftgate.session_logins');
  }

  query<Row>(statement: string): Promise<readonly Row[]> {
    // The test knows what it selects.
    return this.gateway.app
      .get(SystemDatabase)
      .run(async (tx) => (await tx.execute(sql.raw(statement))) as unknown as Row[]);
  }

  /** The Wix calls since `forgetCalls`, as `POST /oauth2/token`. */
  async wixCalls(): Promise<readonly string[]> {
    return (await this.gateway.wixCalls()).map(({ method, path }) => `${method} ${path}`);
  }

  async fault(fault: Readonly<Record<string, unknown>>): Promise<void> {
    await this.gateway.emulator.http.post('/_emulator/faults').send(fault).expect(201);
  }

  async clearFaults(): Promise<void> {
    await this.gateway.emulator.http.delete('/_emulator/faults').expect(204);
  }

  private pathOf(location: string | undefined): string {
    expect(location).toMatch(new RegExp(`^${PUBLIC_URL}/`));
    return given(location).slice(PUBLIC_URL.length);
  }
}
