import { EmulatedWix, type InstalledSite } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';
import type { HttpAnswer } from '../../support/http-request';

const MARKER = 'marker-5f3a';
const EVERYWHERE = { [MARKER]: MARKER, extra: [{ [MARKER]: MARKER }] };

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let gateway: Gateway;
let site: InstalledSite;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  site = await wix.install({ vendorProductId: 'plan-of-the-owner' });
});
beforeEach(async () => {
  gateway = await Gateway.start(wix.url);
});
afterEach(async () => {
  await wix.clearFaults();
  await gateway.close();
});
afterAll(() => wix.close());

/** Status line, header and body as one text. */
const whole = ({ status, headers, text }: HttpAnswer) => `${status} ${JSON.stringify(headers)} ${text}`;

describe('an answer to a visitor or a member', () => {
  it.each(['VISITOR', 'MEMBER'] as const)('of GET /v1/instance has nothing of the owner (%s)', async (type) => {
    const owner = await gateway.get('/v1/instance/details', await wix.mint(site.instanceId, 'USER'));
    const text = whole(await gateway.get('/v1/instance', await wix.mint(site.instanceId, type)));
    const { instance, site: its } = owner.json as Record<'instance' | 'site', Record<string, any>>; // eslint-disable-line @typescript-eslint/no-explicit-any
    for (const secret of [its.ownerEmail, its.description, its.siteUserType, 'plan-of-the-owner']) {
      expect(owner.text).toContain(secret);
      expect(text).not.toContain(secret);
    }
    for (const field of [...Object.keys(instance), ...Object.keys(its)]) {
      const isPublic = /^(instanceId|appName|appVersion|isFree|siteId|siteDisplayName|locale|paymentCurrency|url)$/;
      if (!isPublic.test(field) && field !== 'multilingual') expect(text).not.toContain(`"${field}"`);
    }
    expect(text).not.toMatch(/owner|billing|permission|invoice|plan/i);
  });

  it('of GET /v1/instance shows no field that Wix adds', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    const { json } = await gateway.get('/v1/instance/details', await wix.mint(site.instanceId, 'USER'));
    const body = {
      ...json,
      ...EVERYWHERE,
      instance: { ...json.instance, ...EVERYWHERE },
      site: {
        ...json.site,
        ...EVERYWHERE,
        multilingual: {
          isMultiLingual: true,
          ...EVERYWHERE,
          supportedLanguages: [{ languageCode: 'de', ...EVERYWHERE, locale: { country: 'DE', ...EVERYWHERE } }],
        },
      },
    };
    await wix.fault({ path: '/apps/v1/instance', body });
    const answer = await gateway.get('/v1/instance', token);
    expect(answer.json.site.multilingual.supportedLanguages).toEqual([
      { languageCode: 'de', locale: { country: 'DE' } },
    ]);
    expect(whole(answer)).not.toContain(MARKER);
  });

  it('of POST /v1/products/query has no costs and profits, also within variants, and no field that Wix adds', async () => {
    const cost = { costAndProfitData: { itemCost: 3, profit: MARKER }, ...EVERYWHERE };
    const variant = {
      id: 'v',
      choices: { Size: 'S' },
      variant: { sku: 'V1', ...cost },
      stock: { inStock: true },
      ...cost,
    };
    const product = { id: 'p', name: 'Vase', variants: [variant], ...cost };
    const token = await wix.mint(site.instanceId, 'VISITOR');
    expect((await gateway.post('/v1/products/query', {}, token)).text).not.toContain('costAndProfitData');
    await wix.fault({ path: '/stores/*', body: { products: [product], ...EVERYWHERE } });
    const answer = await gateway.post('/v1/products/query', { includeVariants: true }, token);
    expect(answer.json.products).toEqual([
      {
        id: 'p',
        name: 'Vase',
        variants: [{ id: 'v', choices: { Size: 'S' }, variant: { sku: 'V1' }, stock: { inStock: true } }],
      },
    ]);
    expect(whole(answer)).not.toContain(MARKER);
  });

  it('of POST /v1/products/query cannot be widened by the request', async () => {
    const token = await wix.mint(site.instanceId, 'VISITOR');
    for (const more of ['includeHiddenProducts', 'includeMerchantSpecificData']) {
      expect((await gateway.post('/v1/products/query', { [more]: true }, token)).json.code).toBe('validation_failed');
    }
  });
});

describe('an app token', () => {
  it('is in no answer, whatever its route and its caller', async () => {
    const issued = `OauthNG.JWS.${MARKER}.app.token`;
    await wix.fault({ path: '/oauth2/token', body: { access_token: issued, token_type: 'Bearer', expires_in: 14400 } });
    // What Wix would say to a token that it does not know must not matter here.
    await wix.fault({ path: '/apps/*', status: 403, body: { message: issued, details: { applicationError: {} } } });
    for (const route of CALLER_ROUTES) {
      for (const type of route.allowed) {
        const authorization = await wix.mint(site.instanceId, type);
        expect(whole(await gateway.send(requestFor(route, { authorization })))).not.toContain(MARKER);
      }
    }
  });
});

describe('an error says nothing of what Wix said', () => {
  const upstream = (status: number) => ({
    status,
    headers: {
      'x-secret': MARKER,
      'set-cookie': `s=${MARKER}`,
      'www-authenticate': MARKER,
      location: `http://${MARKER}/`,
    },
    body: {
      message: `${MARKER} Error: at Object.<anonymous> (/srv/wix.js:1:1)`,
      error: MARKER,
      error_description: MARKER,
      access_token: 5,
      stack: MARKER,
      details: { applicationError: { code: `${MARKER} spaced`, description: MARKER, data: { token: MARKER } } },
    },
  });
  const statuses = [
    301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 409, 410, 418, 422, 428, 429, 451, 500, 501, 502, 503,
  ];

  it.each(['/oauth2/token-info', '/oauth2/token', '/apps/v1/instance', '/members/v1/members', '/stores/*'])(
    'from %s',
    async (path) => {
      for (const status of statuses) {
        await wix.clearFaults();
        await wix.fault({ path, ...upstream(status) });
        const other = await wix.install();
        const authorization = await wix.mint(other.instanceId, 'USER');
        const forwarded = CALLER_ROUTES.filter(({ name }) =>
          ['instance details', 'products', 'members'].includes(name),
        );
        for (const route of forwarded) {
          const answer = await gateway.send(requestFor(route, { authorization }));
          expect(whole(answer)).not.toContain(MARKER);
          expect(answer.text).not.toContain(authorization);
          expect(answer.text).not.toContain(wix.appSecret);
          if (answer.status >= 400)
            expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|axios|undici|ECONN|127\.0\.0\.1/);
        }
      }
    },
  );
});
