import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page, type Response } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Beginning of every token that the emulator issues, access or refresh token. */
const TOKEN = /OauthNG\.JWS\.|OAUTH2\.|JWS\.ey/;

/** @throws when there is no Chromium, with how to get it */
export async function startChromium(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) {
    throw new Error(`There is no Chromium at ${EXECUTABLE}. Install it: apt-get install chromium`);
  }
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS });
}

/** One person's browser, empty at first, and what went through it. */
export class Visit {
  readonly #console: string[] = [];
  readonly #responses: Response[] = [];
  /** Bodies, read while they can be: a page that is left takes them with it. */
  readonly #bodies = new Map<Response, Promise<string>>();

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    context.on('console', (message) => this.#console.push(message.text()));
    context.on('weberror', (error) => this.#console.push(String(error.error())));
    context.on('response', (response) => {
      this.#responses.push(response);
      this.#bodies.set(
        response,
        response.text().catch(() => ''),
      );
    });
  }

  static async start(browser: Browser): Promise<Visit> {
    const context = await browser.newContext({ locale: 'en-US' });
    return new Visit(context, await context.newPage());
  }

  /** Answers of an origin so far, but for redirects. */
  answersOf(origin: string): readonly Response[] {
    return this.#responses.filter((response) => new URL(response.url()).origin === origin && response.status() < 300);
  }

  /** The text of what the page shows at a place. */
  async shown(selector: string): Promise<string> {
    return this.page.locator(selector).innerText();
  }

  /** No page has a token where its address, its storage or its console would give it away. */
  async expectNoTokenLeft(): Promise<void> {
    for (const page of this.context.pages()) {
      const stored = await page.evaluate(() =>
        JSON.stringify([location.href, localStorage, sessionStorage, document.cookie]),
      );
      expect(stored).not.toMatch(TOKEN);
    }
    expect(this.#console.join('\n')).not.toMatch(TOKEN);
  }

  /** No script could have read a token in an answer. */
  async expectNoTokenReceived(origin: string): Promise<void> {
    const answers = this.answersOf(origin);
    const received = await Promise.all(
      answers.map(async (answer) => `${JSON.stringify(answer.headers())} ${(await this.#bodies.get(answer)) ?? ''}`),
    );
    // Those of the session are among them, so this looks in the right place.
    expect(received.join('\n')).toContain('"loggedIn"');
    expect(received.join('\n')).not.toMatch(TOKEN);
  }
}
