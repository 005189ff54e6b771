import { given } from '../support/app-config';
import { DemoFixture } from './demo.fixture';
import type { Visit } from './visit';

let fixture: DemoFixture;
beforeAll(async () => {
  fixture = await DemoFixture.start();
}, 120_000);
afterAll(() => fixture.close());

let visit: Visit;
beforeEach(async () => {
  visit = await fixture.visit();
});
afterEach(async () => {
  await visit.expectNoTokenLeft();
  await visit.context.close();
});

describe('the site widget', () => {
  it('shows what the gateway says of the site, to a visitor', async () => {
    await visit.page.goto(fixture.page('site', 'site-widget'));
    await visit.page.locator('#products li').first().waitFor();
    expect(await visit.shown('h1')).toMatch(/^Fresh from /);
    expect(await visit.shown('#site')).toMatch(/ · Liftgate Sample App$/);
    expect(await visit.page.locator('#products li').allInnerTexts()).toContainEqual(
      expect.stringMatching(/^\w[^\n]*\n\D{1,3}\d+\.\d\d$/),
    );
    await visit.page.getByText('You are a visitor.').waitFor();
  });

  it('sends what @wix/site sends, and every preflight passes', async () => {
    const network = await visit.context.newCDPSession(visit.page);
    const preflights: unknown[] = [];
    network.on('Network.responseReceived', ({ type, response }) => {
      if (type === 'Preflight') preflights.push({ url: response.url, status: response.status });
    });
    await network.send('Network.enable');

    await visit.page.goto(fixture.page('site', 'site-widget'));
    await visit.page.getByText('You are a visitor.').waitFor();

    const { gatewayUrl, emulatorUrl } = fixture.demo;
    expect(preflights).toContainEqual({ url: `${gatewayUrl}/v1/identity`, status: 204 });
    const identity = given(visit.answersOf(gatewayUrl).find((answer) => answer.url().endsWith('/v1/identity')));
    expect(await identity.request().allHeaders()).toMatchObject({
      origin: emulatorUrl,
      authorization: expect.stringMatching(/^OauthNG\.JWS\./),
      'x-wix-linguist': expect.stringMatching(/^\w\w\|\w\w\|false\|0{8}-/),
    });
    expect(await identity.headerValue('access-control-allow-credentials')).toBeNull();
  });

  it('knows a member', async () => {
    await visit.page.goto(`${fixture.page('site', 'site-widget')}?as=MEMBER`);
    await visit.page.getByText('You are a member.').waitFor();
  });

  it.each(['VISITOR', 'MEMBER'])('tells a %s by its code what only Wix users may', async (as) => {
    await visit.page.goto(`${fixture.page('site', 'site-widget')}?as=${as}`);
    await visit.page.getByRole('button', { name: 'Who are the members?' }).click();
    await visit.page.getByRole('alert').waitFor();
    expect(await visit.shown('[role=alert] code')).toBe('identity_not_allowed');
  });

  it('is refused a web method for Wix users in the form that the client of Wix reads', async () => {
    await visit.page.goto(fixture.page('site', 'site-widget'));
    await visit.page.getByText('You are a visitor.').waitFor();
    const { gatewayUrl } = fixture.demo;
    const authorization = await given(visit.answersOf(gatewayUrl)[0]).request().headerValue('authorization');
    const call = async (name: string): Promise<unknown> =>
      visit.page.evaluate(
        async ({ url, token }) => {
          const headers = { authorization: token, 'content-type': 'application/json' };
          const answer = await fetch(url, { method: 'POST', headers, body: '[]' });
          return answer.json() as Promise<unknown>;
        },
        { url: `${gatewayUrl}/_webMethods/src/backend/instance.web.ts/${name}.ajax`, token: authorization ?? '' },
      );
    expect(await call('adminOnly')).toMatchObject({ exception: true, result: { code: 'identity_not_allowed' } });
    expect(await call('whoAmI')).toMatchObject({ result: { subjectType: 'VISITOR' } });
  });
});

describe('the dashboard page', () => {
  const open = async (): Promise<void> => {
    await visit.page.goto(fixture.page('dashboard', 'dashboard-page'));
    await visit.page.locator('#members tr').first().waitFor();
    await visit.page.waitForFunction(() => document.querySelector('input')?.value !== '');
  };
  const save = () => visit.page.getByRole('button', { name: 'Save', exact: true }).click();

  /** Somebody else saves, in a dashboard of their own. */
  const saveElsewhere = async (title: string): Promise<void> => {
    const other = await visit.context.newPage();
    await other.goto(fixture.page('dashboard', 'dashboard-page'));
    await other.waitForFunction(() => document.querySelector('input')?.value !== '');
    await other.getByLabel('Title').fill(title);
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.getByText('Saved.').waitFor();
    await other.close();
  };

  it('lists the members for a Wix user, whom a web method knows', async () => {
    await open();
    expect(await visit.page.locator('#members tr').count()).toBe(fixture.site.members.length);
    expect(await visit.shown('#members')).toContain(given(fixture.site.members[0]).nickname);
    await visit.page.getByText('for a Wix user.').waitFor();
  });

  it('replaces nothing that somebody else saved, until told so', async () => {
    await open();
    await saveElsewhere('Theirs');
    await visit.page.getByLabel('Title').fill('Mine');
    await save();
    await visit.page.getByText('precondition_failed').waitFor();

    await visit.page.getByRole('button', { name: 'Show theirs' }).click();
    await visit.page.getByText('precondition_failed').waitFor({ state: 'hidden' });
    expect(await visit.page.getByLabel('Title').inputValue()).toBe('Theirs');
  });

  it('saves over it once a person has said so', async () => {
    await open();
    await saveElsewhere('Theirs again');
    await visit.page.getByLabel('Title').fill('Mine after all');
    await save();
    await visit.page.getByRole('button', { name: 'Save mine' }).click();
    await visit.page.getByText('Saved.').waitFor();

    await visit.page.reload();
    await visit.page.waitForFunction(() => document.querySelector('input')?.value === 'Mine after all');
  });
});

describe('the settings panel', () => {
  const apply = () => visit.page.getByRole('button', { name: 'Apply' }).click();

  beforeEach(async () => {
    await visit.page.goto(fixture.page('dashboard', 'settings-panel'));
    await visit.page.waitForFunction(() => document.querySelector('input')?.value !== '');
  });

  it('shows each violation at its field', async () => {
    await visit.page.getByLabel('Title').fill('');
    await visit.page.getByLabel('Accent colour').fill('green');
    await apply();
    await visit.page.getByText('Title must be a text of 1 to 120 characters.').waitFor();
    expect(await visit.shown('#accentColor-error')).toBe('Accent colour must be a colour such as #116dff.');
    expect(await visit.shown('#theme-error')).toBe('');
    expect(await visit.page.locator('[aria-invalid=true]').count()).toBe(2);
  });

  it('changes what the widget shows', async () => {
    await visit.page.getByLabel('Title').fill('Baked today');
    await visit.page.getByLabel('Theme').selectOption('dark');
    await visit.page.getByLabel('Accent colour').fill('#aa3311');
    await apply();
    await visit.page.getByText('Applied.').waitFor();

    await visit.page.goto(fixture.page('site', 'site-widget'));
    await visit.page.getByRole('heading', { name: 'Baked today' }).waitFor();
    const widget = visit.page.locator('shop-widget');
    expect(await widget.getAttribute('data-theme')).toBe('dark');
    expect(await widget.getAttribute('style')).toContain('#aa3311');
  });
});
