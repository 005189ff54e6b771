import type { Browser } from 'playwright-core';
import { startChromium, Visit } from './visit';
import { DemoProcess } from '../support/demo.process';

interface DemoSite {
  readonly siteId: string;
  readonly instanceId: string;
  readonly members: readonly { readonly id: string; readonly loginEmail: string; readonly nickname: string }[];
}

/** The machine may be busy: no test here is about deadlines. */
const PATIENCE = {
  WIX_TOKEN_INFO_TIMEOUT_MS: '20000',
  WIX_TOKEN_TIMEOUT_MS: '20000',
  WIX_API_TIMEOUT_MS: '20000',
};

/** The demo and a browser beside it. */
export class DemoFixture {
  private constructor(
    readonly demo: DemoProcess,
    readonly site: DemoSite,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<DemoFixture> {
    const browser = await startChromium();
    const demo = await DemoProcess.start(PATIENCE);
    const sites = await fetch(`${demo.emulatorUrl}/_emulator/instances`);
    // The demo's first site is the one of its pages.
    const [site] = (await sites.json()) as [DemoSite];
    return new DemoFixture(demo, site, browser);
  }

  visit(): Promise<Visit> {
    return Visit.start(this.browser);
  }

  /** The address of a page of the app on the site. */
  page(place: 'site' | 'dashboard', name: string): string {
    return `${this.demo.emulatorUrl}/${place}/${this.site.siteId}/${name}`;
  }

  /** Calls the emulator's control API. */
  async control(method: string, path: string, body?: object): Promise<void> {
    const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${this.demo.emulatorUrl}/_emulator/${path}`, { method, ...json });
    if (!answer.ok) throw new Error(`the emulator answered ${answer.status} to ${method} ${path}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.demo.ctrlC();
  }
}
