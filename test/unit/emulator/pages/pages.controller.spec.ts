import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmulatorFixture, type SiteDescription } from '../emulator.fixture';

const PAGE = '<!doctype html><html lang="en"><head><title>Widget</title></head><body>$& widget</body></html>';

let folder: string;
let emulator: EmulatorFixture;
let site: SiteDescription;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'liftgate-pages-'));
  writeFileSync(join(folder, 'widget.html'), PAGE);
  writeFileSync(join(folder, 'widget.js'), 'customElements.define("a-widget", class extends HTMLElement {});');
  writeFileSync(join(folder, 'widget.css'), 'body { margin: 0 }');
  writeFileSync(join(folder, '..', 'outside-liftgate-pages.html'), 'outside');
  emulator = await EmulatorFixture.start({ WIX_EMULATOR_PAGES: folder });
  site = await emulator.install();
});

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
  rmSync(join(folder, '..', 'outside-liftgate-pages.html'));
});

/** Whom the access token in a page speaks for. */
async function subjectIn(page: string): Promise<unknown> {
  const [, token] = /Promise\.resolve\("([^"]+)"\)/.exec(page) ?? [];
  const { body } = await emulator.http.post('/oauth2/token-info').send({ token }).expect(200);
  return body;
}

describe('pages of the app', () => {
  it.each([
    ['site', '', 'VISITOR'],
    ['site', '?as=MEMBER', 'MEMBER'],
    ['dashboard', '', 'USER'],
  ])('have in /%s%s the access token of a %s of that site', async (place, query, subjectType) => {
    const { text } = await emulator.http
      .get(`/${place}/${site.siteId}/widget${query}`)
      .expect(200)
      .expect('content-type', 'text/html; charset=utf-8')
      .expect('cache-control', 'no-store');
    expect(await subjectIn(text)).toMatchObject({ active: true, subjectType, instanceId: site.instanceId });
    expect(text).toContain('<body>$& widget</body>');
  });

  it('are another visitor at every visit', async () => {
    const visit = async () => (await emulator.http.get(`/site/${site.siteId}/widget`)).text;
    const [one, other] = [await subjectIn(await visit()), await subjectIn(await visit())];
    expect(one).not.toMatchObject({ subjectId: (other as { subjectId: string }).subjectId });
  });

  it('come with their script and style, which hold no token', async () => {
    const script = await emulator.http.get(`/site/${site.siteId}/widget.js`).expect(200);
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.text).not.toContain('Promise.resolve');
    const style = await emulator.http.get(`/dashboard/${site.siteId}/widget.css`).expect(200);
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
  });

  it('can be read by no page of another origin', async () => {
    const { headers } = await emulator.http.get(`/dashboard/${site.siteId}/widget`).set('origin', 'https://a.example');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('stay out of the call log', async () => {
    await emulator.http.get(`/site/${site.siteId}/widget`).expect(200);
    const { body } = await emulator.http.get('/_emulator/calls').expect(200);
    expect(JSON.stringify(body)).not.toContain('widget');
  });

  it.each(['other', 'widget.map', 'Widget', '..%2Foutside-liftgate-pages', '..%2foutside-liftgate-pages.html', '%00'])(
    'are no other file: %s',
    async (name) => {
      const { body } = await emulator.http.get(`/site/${site.siteId}/${name}`).expect(404);
      expect(body).toEqual({ status: 404, message: expect.any(String) });
    },
  );

  it('are nowhere but on a site with the app, and for nobody else', async () => {
    await emulator.http.get('/site/nowhere/widget').expect(400);
    await emulator.http.get('/site/65c5e710-5e64-4b54-a807-237a554d28a7/widget').expect(404);
    await emulator.http.get(`/site/${site.siteId}/widget?as=USER`).expect(400);
  });

  it('are missing, with the reason, when no folder is named', async () => {
    const bare = await EmulatorFixture.start();
    const { siteId } = await bare.install();
    const { body } = await bare.http.get(`/site/${siteId}/widget`).expect(404);
    await bare.close();
    expect(body.message).toContain('WIX_EMULATOR_PAGES');
  });
});
