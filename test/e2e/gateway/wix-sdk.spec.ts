import { createClient, OAuthStrategy } from '@wix/sdk';
import { WELL_KNOWN_CLIENT_ID } from '../../../src/emulator/well-known';
import { EmulatedWix, type InstalledSite, type SubjectType } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES } from '../../support/gateway-routes';

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

const LINGUIST = 'en|en-us|false|00000000-0000-0000-0000-000000000000';

let wix: EmulatedWix;
let gateway: Gateway;
let site: InstalledSite;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  gateway = await Gateway.start(wix.url);
  site = await wix.install();
});
afterAll(async () => {
  await gateway.close();
  await wix.close();
});

/** Wix's own client with what the hosts of `@wix/site` and `@wix/dashboard` do: the raw token, and a language beside it. */
async function clientOf(type: SubjectType) {
  const token = await wix.mint(site.instanceId, type);
  return createClient({
    auth: { getAuthHeaders: () => Promise.resolve({ headers: { Authorization: token } }) },
    host: {
      channel: { observeState: () => Promise.resolve({ disconnect: () => undefined }) },
      essentials: { passThroughHeaders: { 'x-wix-linguist': LINGUIST } },
    },
  });
}

describe("Wix's own client", () => {
  it.each(CALLER_ROUTES)('calls $method $path with fetchWithAuth', async ({ method, path, body, allowed }) => {
    const client = await clientOf(allowed[0] ?? 'VISITOR');
    const init = body === undefined ? {} : { method, body, headers: { 'content-type': 'application/json' } };
    const answer = await client.fetchWithAuth(`${gateway.url}${path}`, init);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(expect.any(Object));
    const request = new Request(`${gateway.url}${path}`, init);
    expect((await client.fetchWithAuth(request)).status).toBe(200);
  });

  it("replaces an Authorization that the page's code sets", async () => {
    const client = await clientOf('VISITOR');
    const stolen = await wix.mint(site.instanceId, 'USER');
    const answer = await client.fetchWithAuth(`${gateway.url}/v1/identity`, { headers: { Authorization: stolen } });
    expect(await answer.json()).toMatchObject({ identity: { type: 'VISITOR' } });
  });

  it('is asked for a token when its host has none yet', async () => {
    const client = createClient({
      auth: { getAuthHeaders: () => Promise.resolve({ headers: { Authorization: '' } }) },
    });
    const answer = await client.fetchWithAuth(`${gateway.url}/v1/identity`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'authentication_required' });
  });
});

describe('a token of the headless OAuth app', () => {
  it('is not for this app: 401 on every route', async () => {
    // The SDK's URLs are fixed; only where they lead is changed here.
    const real = globalThis.fetch;
    globalThis.fetch = (input, init) =>
      real(typeof input === 'string' ? input.replace('https://www.wixapis.com', wix.url) : input, init);
    try {
      const client = createClient({ auth: OAuthStrategy({ clientId: WELL_KNOWN_CLIENT_ID }) });
      expect((await client.auth.generateVisitorTokens()).accessToken.value).toMatch(/^OauthNG\.JWS\./);
      for (const { method, path, body } of CALLER_ROUTES) {
        const init = body === undefined ? {} : { method, body, headers: { 'content-type': 'application/json' } };
        const answer = await client.fetchWithAuth(`${gateway.url}${path}`, init);
        expect(answer.status).toBe(401);
        expect(await answer.json()).toMatchObject({ code: 'invalid_token' });
      }
    } finally {
      globalThis.fetch = real;
    }
  });
});
