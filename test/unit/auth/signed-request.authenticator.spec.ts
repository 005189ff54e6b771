import type { AppConfig } from '../../../src/config/app-config';
import type { SignedKind } from '../../../src/auth/route-access';
import { SignedRequestAuthenticator } from '../../../src/auth/signed-request.authenticator';
import { WixSignature } from '../../../src/auth/wix-signature';
import { SilentTelemetry } from '../../../src/config/telemetry';
import { APP_ID, testConfig } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import {
  type Claims,
  hmacJwt,
  OTHER_KEY,
  OTHER_PUBLIC_KEY,
  signJwt,
  unsignedJwt,
  WIX_KEY,
  WIX_PUBLIC_KEY,
} from '../../support/signed-jwt';

const clock = new ManualClock();
const NOW = Math.floor(clock.now() / 1000);
const telemetry = new SilentTelemetry();
const count = jest.spyOn(telemetry, 'count');
beforeEach(() => count.mockClear());

const WEBHOOK = { data: '{"eventType":"AppInstalled"}', iat: NOW, exp: NOW + 3600 };
const PLUGIN = {
  data: { request: {}, metadata: {} },
  aud: APP_ID as string,
  iss: 'wix.com',
  iat: NOW,
  exp: NOW + 300,
};

function authenticator(...publicKeys: string[]): SignedRequestAuthenticator {
  const config: AppConfig = testConfig({ app: { ...testConfig().app, publicKeys } });
  return new SignedRequestAuthenticator(config, clock, telemetry, new WixSignature(config));
}

const ours = authenticator(WIX_PUBLIC_KEY);
const take = (kind: SignedKind, jwt: string, by = ours) => by.authenticate(kind, Buffer.from(jwt));
const refused = { code: 'invalid_signature' };

describe('a webhook', () => {
  const webhook = (claims: Claims) => take('webhook', signJwt({ ...WEBHOOK, ...claims }));

  it('that Wix signed is read', async () => {
    await expect(webhook({})).resolves.toEqual({ kind: 'webhook', data: WEBHOOK.data, issuedAt: NOW * 1000 });
    expect(count).not.toHaveBeenCalled();
  });

  it.each([
    ['49 hours old', { iat: NOW - 49 * 3600 }],
    ['5 minutes ahead', { iat: NOW + 300 }],
    ['past its exp, as a late retry may be', { exp: NOW - 7200 }],
    ['without exp', { exp: undefined }],
    ['with our issuer and audience', { iss: 'wix.com', aud: APP_ID }],
    ['for us among others', { aud: ['x', APP_ID] }],
    ['for our id in capitals', { aud: APP_ID.toUpperCase() }],
  ])('%s is taken', async (_, claims) => {
    await expect(webhook(claims)).resolves.toMatchObject({ kind: 'webhook' });
  });

  it.each([
    ['over 49 hours old', { iat: NOW - 49 * 3600 - 1 }],
    ['over 5 minutes ahead', { iat: NOW + 301 }],
    ['of no age', { iat: undefined }],
    ['whose age is text', { iat: String(NOW) }],
    ['of another issuer', { iss: 'wix.com.example' }],
    ['of no one', { iss: '' }],
    ['for another app', { aud: '22222222-2222-4222-8222-222222222222' }],
    ['for nobody', { aud: [] }],
    ['for null', { aud: null }],
    ['without data', { data: undefined }],
  ])('%s is refused and counted', async (_, claims) => {
    await expect(webhook(claims)).rejects.toMatchObject(refused);
    expect(count.mock.calls).toEqual([['webhook_events', { outcome: 'invalid_signature' }]]);
  });
});

describe('a service plugin call', () => {
  const call = (claims: Claims) => take('service-plugin', signJwt({ ...PLUGIN, ...claims }));

  it('that Wix signed is read', async () => {
    const expected = { kind: 'service-plugin', data: PLUGIN.data, issuedAt: NOW * 1000, expiresAt: (NOW + 300) * 1000 };
    await expect(call({})).resolves.toEqual(expected);
  });

  it.each([
    ['of no issuer', { iss: undefined }],
    ['of another issuer', { iss: 'example.com' }],
    ['for no app', { aud: undefined }],
    ['for another app', { aud: '22222222-2222-4222-8222-222222222222' }],
    ['that ended just now', { exp: NOW }],
    ['that never ends', { exp: undefined }],
    ['of no age', { iat: undefined }],
    ['from the future', { iat: NOW + 301 }],
    ['whose data is a list', { data: [] }],
    ['whose data is nothing', { data: null }],
  ])('%s is refused', async (_, claims) => {
    await expect(call(claims)).rejects.toMatchObject(refused);
  });
});

describe('neither kind is the other', () => {
  it('even with every claim of both', async () => {
    await expect(take('webhook', signJwt(PLUGIN))).rejects.toMatchObject(refused);
    await expect(take('service-plugin', signJwt({ ...PLUGIN, data: WEBHOOK.data }))).rejects.toMatchObject(refused);
  });
});

describe.each<[SignedKind, Claims]>([
  ['webhook', WEBHOOK],
  ['service-plugin', PLUGIN],
])('the signature of a %s', (kind, claims) => {
  const jwt = signJwt(claims);
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const changed = Buffer.from(JSON.stringify({ ...claims, more: 1 })).toString('base64url');

  it('by either key of a rotation is good', async () => {
    const rotating = authenticator(WIX_PUBLIC_KEY, OTHER_PUBLIC_KEY);
    await expect(take(kind, signJwt(claims, WIX_KEY), rotating)).resolves.toMatchObject({ kind });
    await expect(take(kind, signJwt(claims, OTHER_KEY), rotating)).resolves.toMatchObject({ kind });
  });

  it.each([
    ["another's", signJwt(claims, OTHER_KEY)],
    ['over other claims', `${header}.${changed}.${signature}`],
    ['missing', `${header}.${payload}.`],
    ['of alg none', unsignedJwt(claims)],
    ['an HMAC with the public key', hmacJwt(claims, WIX_PUBLIC_KEY)],
    ['an HMAC with the trimmed public key', hmacJwt(claims, WIX_PUBLIC_KEY.trim())],
    ['of RS512, and sound', signJwt(claims, WIX_KEY, { alg: 'RS512' }, 'sha512')],
    ['of RS256 under the name of RS512', signJwt(claims, WIX_KEY, { alg: 'RS512' })],
    ['of RS256 under the name of PS256', signJwt(claims, WIX_KEY, { alg: 'PS256' })],
    ['under an extension that must be understood', signJwt(claims, WIX_KEY, { crit: ['x'], x: 1 })],
    ['of text that is no JSON', jwt.replace(payload, Buffer.from('no').toString('base64url'))],
    ['there, in a list of claims', signJwt([claims])],
    ['around two JWTs', `${jwt}.${jwt}`],
  ])('%s: refused', async (_, forged) => {
    await expect(take(kind, forged)).rejects.toMatchObject(refused);
  });

  it.each([
    ['nothing', undefined],
    ['no bytes', Buffer.alloc(0)],
    ['text that a parser made of the body', jwt],
    ['an object that a parser made of it', claims],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x2e, 0x2e])],
    ['the JWT in JSON', Buffer.from(JSON.stringify({ jwt }))],
    ['a long run of dots', Buffer.alloc(100_000, '.')],
  ])('on %s: refused', async (_, body) => {
    await expect(ours.authenticate(kind, body)).rejects.toMatchObject(refused);
  });

  it('is never good without a public key', async () => {
    await expect(take(kind, jwt, authenticator())).rejects.toMatchObject(refused);
  });
});
