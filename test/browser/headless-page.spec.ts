import type { Cookie, Page } from 'playwright-core';
import { SESSION_COOKIE } from '../../src/auth/session.cookie';
import { given } from '../support/app-config';
import { until } from '../support/until';
import { DemoFixture } from './demo.fixture';
import type { Visit } from './visit';

const SESSION = '/api/auth/session';
const USUAL_LIFETIME = { tokenLifetimeSeconds: 14_400 };
/** Long enough for one opening of the page on a busy machine, and short enough to wait for its end. */
const SHORT_LIFETIME = { tokenLifetimeSeconds: 3 };

let fixture: DemoFixture;
beforeAll(async () => {
  fixture = await DemoFixture.start();
}, 120_000);
afterAll(() => fixture.close());

let visit: Visit;
let shop: string;
beforeEach(async () => {
  shop = fixture.demo.shopUrl;
  visit = await fixture.visit();
});
afterEach(async () => {
  await fixture.control('DELETE', 'faults');
  await fixture.control('PATCH', 'settings', USUAL_LIFETIME);
  await visit.expectNoTokenLeft();
  await visit.expectNoTokenReceived(shop);
  await visit.context.close();
});

interface Session {
  readonly loggedIn: boolean;
  readonly identity: { readonly type: string; readonly id: string } | null;
  readonly expiresAt: string | null;
}

/** What the page's own script may know of its session. */
const session = (page: Page = visit.page): Promise<Session> =>
  page.evaluate(async (path) => (await (await fetch(path)).json()) as Session, SESSION);

const cookies = (): Promise<Cookie[]> => visit.context.cookies();
const cartItem = () => visit.page.locator('#cart li').first();

async function open(): Promise<void> {
  await visit.page.goto(shop);
  await visit.page.locator('#products li').first().waitFor();
}

async function addToCart(): Promise<void> {
  await visit.page.getByRole('button', { name: 'Add to cart' }).first().click();
  await cartItem().waitFor();
}

/** As a person does on Wix's login page. */
async function logIn(): Promise<void> {
  await visit.page.getByRole('link', { name: 'Log in' }).click();
  await visit.page.getByLabel('E-mail').fill(given(fixture.site.members[0]).loginEmail);
  await visit.page.getByLabel('Password').fill('wix-emulator');
  await visit.page.getByRole('button', { name: 'Log in' }).click();
  await visit.page.getByText(`Welcome, ${given(fixture.site.members[0]).nickname}.`).waitFor();
}

describe('a visitor of the headless shop', () => {
  it('has a session that no script can read, and a cart that is there at the next visit', async () => {
    await open();
    await visit.page.getByText('Welcome, visitor.').waitFor();
    const { identity } = await session();
    expect(identity).toMatchObject({ type: 'VISITOR' });
    expect(await cookies()).toEqual([
      expect.objectContaining({ name: SESSION_COOKIE, httpOnly: true, secure: true, sameSite: 'Lax', path: '/' }),
    ]);
    expect(await visit.page.evaluate(() => document.cookie)).toBe('');

    await addToCart();
    await addToCart();
    await visit.page.reload();
    await cartItem().waitFor();
    expect(await cartItem().innerText()).toMatch(/^2 × /);
    expect(await visit.shown('#total')).toMatch(/^Total \D+\d+\.\d\d$/);
    expect((await session()).identity).toEqual(identity);
  });

  it('is one visitor, however many of its pages open at once', async () => {
    await visit.page.goto(`${shop}/nothing-here`);
    // Each page asks for the session and the products, and here for the identity besides: a hundred requests at least.
    const identities = await visit.page.evaluate(async () => {
      const frames = Array.from({ length: 25 }, () => document.createElement('iframe'));
      for (const frame of frames) frame.src = '/';
      document.body.append(...frames);
      const identityIn = async (frame: HTMLIFrameElement): Promise<string> => {
        const products = () => frame.contentDocument?.getElementById('products')?.childElementCount ?? 0;
        while (products() === 0) await new Promise((resolve) => setTimeout(resolve, 20));
        const answer = await frame.contentWindow?.fetch('/v1/identity');
        return (await answer?.text()) ?? '';
      };
      return Promise.all([...frames, ...frames].map(identityIn));
    });
    const calls = visit.answersOf(shop).filter((answer) => /\/(api|v1)\//.test(answer.url()));
    expect(calls.length).toBeGreaterThanOrEqual(100);
    const visitors = identities.map((text) => (JSON.parse(text) as { identity: object }).identity);
    expect(visitors).toEqual(visitors.map(() => ({ type: 'VISITOR', id: (visitors[0] as { id: string }).id })));
    const cookiesSet = await Promise.all(calls.map((call) => call.headerValue('set-cookie')));
    expect(cookiesSet.filter((value) => value !== null)).toHaveLength(1);
  });

  it('stays the same visitor when the access token ends', async () => {
    await fixture.control('PATCH', 'settings', SHORT_LIFETIME);
    await open();
    await addToCart();
    const before = await session();
    await until(() => Date.now() > Date.parse(given(before.expiresAt ?? undefined)));

    await visit.page.reload();
    await cartItem().waitFor();
    const after = await session();
    expect(after.identity).toEqual(before.identity);
    expect(Date.parse(after.expiresAt ?? '')).toBeGreaterThan(Date.parse(before.expiresAt ?? ''));
  });
});

describe('a member of the headless shop', () => {
  it('logs in on the page of Wix, and finds the cart there', async () => {
    await open();
    await addToCart();
    const [cookieBefore] = await cookies();

    await logIn();

    await cartItem().waitFor();
    expect(visit.page.url()).toBe(`${shop}/`);
    const member = given(fixture.site.members[0]);
    expect(await session()).toMatchObject({ loggedIn: true, identity: { type: 'MEMBER', id: member.id } });
    expect((await cookies()).find(({ name }) => name === cookieBefore?.name)?.value).not.toBe(cookieBefore?.value);
    expect(await visit.page.evaluate(() => document.cookie)).toBe('');
  });

  it('comes back as a visitor when the login is cancelled', async () => {
    await open();
    const { identity } = await session();
    await visit.page.getByRole('link', { name: 'Log in' }).click();
    await visit.page.getByRole('button', { name: 'Cancel' }).click();
    await visit.page.getByText('Welcome, visitor.').waitFor();
    expect((await session()).identity).toEqual(identity);
  });

  it('stays logged in when the access token ends', async () => {
    await fixture.control('PATCH', 'settings', SHORT_LIFETIME);
    await open();
    await logIn();
    const before = await session();
    await until(() => Date.now() > Date.parse(given(before.expiresAt ?? undefined)));

    await visit.page.reload();
    await visit.page.getByText(`Welcome, ${given(fixture.site.members[0]).nickname}.`).waitFor();
    expect((await session()).identity).toEqual(before.identity);
  });

  it('is asked to log in again, and not made a visitor, once Wix lets them go on no longer', async () => {
    await fixture.control('PATCH', 'settings', SHORT_LIFETIME);
    await open();
    await logIn();
    const { expiresAt } = await session();
    await until(() => Date.now() > Date.parse(given(expiresAt ?? undefined)));
    const refusal = { error: 'invalid_grant', error_description: 'The refresh token was revoked' };
    await fixture.control('POST', 'faults', { path: '/oauth2/token', status: 400, body: refusal });

    await visit.page.reload();
    await visit.page.getByText('Please log in again.').waitFor();
    expect(await visit.shown('[role=alert] code')).toBe('session_expired');

    await fixture.control('DELETE', 'faults');
    await logIn();
  });

  it('logs out, and is a visitor', async () => {
    await open();
    await logIn();
    await visit.page.getByRole('button', { name: 'Log out' }).click();
    await visit.page.getByText('Welcome, visitor.').waitFor();
    expect(visit.page.url()).toBe(`${shop}/`);
    expect(await session()).toMatchObject({ loggedIn: false, identity: { type: 'VISITOR' } });
    const refused = await visit.page.evaluate(async () => (await fetch('/v1/members/me')).status);
    expect(refused).toBe(403);
  });
});
