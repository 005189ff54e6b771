import { customCharges } from '@wix/app-management/service-plugins';
import { AppStrategy, createClient } from '@wix/sdk';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../../src/app.factory';
import { InstallationGate } from '../../../src/auth/installation-gate';
import type { AppConfig } from '../../../src/config/app-config';
import { CodedError } from '../../../src/errors/coded.error';
import type { ServicePluginCall } from '../../../src/service-plugins/service-plugin.call';
import { ServicePluginError } from '../../../src/service-plugins/service-plugin.error';
import { ServicePluginRegistry } from '../../../src/service-plugins/service-plugin.registry';
import { APP_ID, testConfig } from '../../support/app-config';
import { signJwt, WIX_PUBLIC_KEY } from '../../support/signed-jwt';
import { INSTANCE_ID } from '../../support/verdicts';

const FEES = '/v1/calculate-additional-fees';
const ADDRESSED = `/service-plugins${FEES}`;
const CART = { lineItems: [{ id: 'i', quantity: 3, physicalProperties: { shippable: true } }], subtotal: '20.00' };
const METADATA = {
  requestId: 'r',
  instanceId: INSTANCE_ID.toUpperCase(),
  currency: 'EUR',
  languages: ['de-DE'],
  identity: { identityType: 'MEMBER', memberId: 'm' },
  appExtensionType: 'ECOM_ADDITIONAL_FEES',
};

function callJwt(metadata: object = {}, request: unknown = CART): string {
  const iat = Math.floor(Date.now() / 1000);
  const data = { request, metadata: { ...METADATA, ...metadata } };
  return signJwt({ data, aud: APP_ID, iss: 'wix.com', iat, exp: iat + 300 });
}

let app: NestFastifyApplication;
let registry: ServicePluginRegistry;
beforeAll(async () => {
  const config: AppConfig = testConfig({ app: { ...testConfig().app, publicKeys: [WIX_PUBLIC_KEY] } });
  app = await createApp(config);
  await app.init();
  registry = app.get(ServicePluginRegistry, { strict: false });
});
afterAll(() => app.close());

async function post(url: string, payload: string, type = 'text/plain') {
  const answer = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    body: JSON.parse(answer.payload) as unknown,
  };
}

describe('a service plugin call', () => {
  it('that Wix signed before the app was removed is refused', async () => {
    const gate = app.get(InstallationGate, { strict: false });
    const admitsSigned = jest.spyOn(gate, 'admitsSigned').mockReturnValueOnce(false);
    const jwt = callJwt();
    await expect(post(ADDRESSED, jwt)).resolves.toMatchObject({ status: 403, body: { code: 'app_not_installed' } });
    expect(admitsSigned).toHaveBeenCalledWith(INSTANCE_ID, expect.any(Number));
    await expect(post(ADDRESSED, jwt)).resolves.toMatchObject({ status: 200 });
  });

  it('is answered by the example, in the language of the buyer', async () => {
    await expect(post(ADDRESSED, callJwt())).resolves.toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      body: {
        additionalFees: [
          {
            code: 'eco-packaging',
            name: 'Eco-friendly packaging',
            translatedName: 'Umweltfreundliche Verpackung',
            price: '1.50',
            taxDetails: { taxable: true },
            lineItemIds: ['i'],
          },
        ],
        currency: 'EUR',
      },
    });
  });

  it.each([
    ['with a query', `${ADDRESSED}?a=/v1/other&b`],
    ['with its name', `/service-plugins/ecom-additional-fees${FEES}`],
    ['with its name as Wix spells it', `/service-plugins/ECOM_ADDITIONAL_FEES${FEES}`],
    ['with its name and a query', `/service-plugins/Ecom-Additional_fees${FEES}?x`],
  ])('finds its method by a path %s', async (_, url) => {
    await expect(post(url, callJwt())).resolves.toMatchObject({ status: 200, body: { currency: 'EUR' } });
  });

  it.each(['ecom-additional-fees', 'Ecom_Additional-Fees'])('may spell the name %s', async (appExtensionType) => {
    await expect(post(ADDRESSED, callJwt({ appExtensionType }))).resolves.toMatchObject({ status: 200 });
  });

  it.each(['application/json', 'application/jwt', ''])('may come as "%s"', async (type) => {
    await expect(post(ADDRESSED, callJwt(), type)).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ['another name than the JWT', `/service-plugins/ecom-validations${FEES}`, {}],
    ['an unknown method', '/service-plugins/v1/other', {}],
    ['more before the method', `/service-plugins/x${FEES}`, {}],
    ['the name twice', `/service-plugins/ecom-additional-fees/ecom-additional-fees${FEES}`, {}],
    ['a slash more', `${ADDRESSED}/`, {}],
    ['nothing', '/service-plugins/ecom-additional-fees', {}],
    ['the method of an unknown service plugin', ADDRESSED, { appExtensionType: 'ECOM_VALIDATIONS' }],
    ['the method of a word that every object has', ADDRESSED, { appExtensionType: 'constructor' }],
  ])('whose path is %s finds nothing', async (_, url, metadata) => {
    await expect(post(url, callJwt(metadata))).resolves.toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('that Wix did not sign reaches no handler', async () => {
    const handler = jest.fn();
    registry.add({ type: 'unsigned', path: '/v1/x' }, handler);
    const [header, payload] = callJwt({ appExtensionType: 'unsigned' }).split('.');
    for (const forged of [`${header}.${payload}.AAAA`, '', 'junk', '{"data":{}}']) {
      await expect(post('/service-plugins/v1/x', forged)).resolves.toMatchObject({
        status: 403,
        type: 'application/problem+json',
        body: { code: 'invalid_signature' },
      });
    }
    expect(handler).not.toHaveBeenCalled();
  });

  it('that is a webhook is refused', async () => {
    const jwt = signJwt({ data: '{}', aud: APP_ID, iss: 'wix.com', iat: 1, exp: 4_000_000_000 });
    await expect(post(ADDRESSED, jwt)).resolves.toMatchObject({ status: 403 });
  });

  it.each([
    ['no instance', { instanceId: undefined }],
    ['an instance that is no GUID', { instanceId: 'x' }],
    ['no service plugin', { appExtensionType: undefined }],
  ])('that names %s is 400', async (_, metadata) => {
    await expect(post(ADDRESSED, callJwt(metadata))).resolves.toMatchObject({
      status: 400,
      body: { code: 'validation_failed' },
    });
  });

  it('over a megabyte is refused before it is read', async () => {
    await expect(post(ADDRESSED, 'x'.repeat(1024 * 1024 + 1))).resolves.toMatchObject({ status: 413 });
  });
});

describe('a handler', () => {
  const handler = jest.fn<unknown, [ServicePluginCall]>();
  const probe = (metadata: object = {}, request: unknown = { a: 1 }) =>
    post('/service-plugins/v1/probe', callJwt({ ...metadata, appExtensionType: 'PROBE' }, request));
  beforeAll(() => {
    registry.add({ type: 'probe', path: '/v1/probe' }, handler);
  });

  it('gets the request, the metadata, and the instance that is asked', async () => {
    handler.mockReturnValueOnce({});
    await probe();
    expect(handler.mock.calls[0]?.[0]).toEqual({
      request: { a: 1 },
      metadata: { requestId: 'r', appExtensionType: 'PROBE', currency: 'EUR', languages: ['de-DE'] },
      instance: {
        appId: APP_ID,
        instanceId: INSTANCE_ID,
        siteId: undefined,
        identity: { type: 'MEMBER', id: 'm' },
        expiresAt: expect.any(Number) as number,
      },
    });
  });

  it.each([
    [
      { identityType: 'ANONYMOUS_VISITOR', anonymousVisitorId: 'v' },
      { type: 'VISITOR', id: 'v' },
    ],
    [
      { identityType: 'WIX_USER', wixUserId: 'u' },
      { type: 'USER', id: 'u' },
    ],
    [
      { identityType: 'APP', appId: 'a' },
      { type: 'APP', id: 'a' },
    ],
    [
      { identityType: 'WIX_USER', memberId: 'm' },
      { type: 'UNKNOWN', id: '' },
    ],
    [
      { identityType: 'KING', wixUserId: 'u' },
      { type: 'UNKNOWN', id: '' },
    ],
    ['WIX_USER', { type: 'UNKNOWN', id: '' }],
    [undefined, { type: 'UNKNOWN', id: '' }],
  ])('is told that %j is %j', async (identity, expected) => {
    handler.mockClear().mockReturnValueOnce({});
    await probe({ identity });
    expect(handler.mock.calls[0]?.[0].instance.identity).toEqual(expected);
  });

  it('gets one language that came as a text as a list', async () => {
    handler.mockClear().mockReturnValueOnce({});
    await probe({ languages: 'en-US' });
    expect(handler.mock.calls[0]?.[0].metadata.languages).toEqual(['en-US']);
  });

  it('that returns nothing answers with an empty object', async () => {
    handler.mockReturnValueOnce(undefined);
    await expect(probe()).resolves.toMatchObject({ status: 200, body: {} });
  });

  it.each([
    [
      'an error for Wix',
      new ServicePluginError('NO_RATES', 422, { why: 'x' }),
      422,
      { code: 'NO_RATES', data: { why: 'x' } },
    ],
    ['one without data', new ServicePluginError('NO_RATES'), 400, { code: 'NO_RATES' }],
    [
      "one of the SDK's",
      { errorType: 'SPI', applicationCode: 'A', httpCode: 404, data: 1 },
      404,
      { code: 'A', data: 1 },
    ],
    ['one whose status is no error', new ServicePluginError('FINE', 200), 500, { code: 'internal_error' }],
    ["the gateway's own", new CodedError('wix_timeout', 'Late.'), 504, { code: 'wix_timeout' }],
    ['anything else', new Error('password=hunter2'), 500, { code: 'internal_error' }],
    ['something that is no error', 'password=hunter2', 500, { code: 'internal_error' }],
  ])('that throws %s answers in the form of Wix', async (_, thrown, status, applicationError) => {
    handler.mockImplementationOnce(() => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that a handler may do so is what this is about
      throw thrown;
    });
    const answer = await probe();
    expect(answer).toMatchObject({ status, body: { applicationError } });
    expect(answer.body).toEqual({ applicationError });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('is declared once', () => {
    expect(() => {
      registry.add({ type: 'ecom-additional-fees', path: FEES }, handler);
    }).toThrow(
      'Two methods are declared for /v1/calculate-additional-fees of the service plugin ecom-additional-fees.',
    );
  });
});

describe('handlers of @wix/sdk', () => {
  const getChargeLimit = jest.fn();
  beforeAll(() => {
    const auth = AppStrategy({ appId: APP_ID, appSecret: 'unused', publicKey: WIX_PUBLIC_KEY });
    const client = createClient({ auth, modules: { customCharges } });
    registry.useSdk(client.servicePlugins);
    client.customCharges.provideHandlers({ getChargeLimit } as unknown as Parameters<
      typeof client.customCharges.provideHandlers
    >[0]);
  });
  const charge = (path: string, appExtensionType = 'PREMIUM_CUSTOM_CHARGES') =>
    post(`/service-plugins${path}`, callJwt({ appExtensionType }, { id: 'x' }));

  it.each([
    ['/v1/charge-limit', 'PREMIUM_CUSTOM_CHARGES'],
    ['/v1/charge-limit?a=b', 'premium-custom-charges'],
    ['/premium-custom-charges/v1/charge-limit', 'PREMIUM_CUSTOM_CHARGES'],
  ])('answer %s of %s, translated as the SDK does', async (path, type) => {
    getChargeLimit.mockResolvedValueOnce({ _id: 'limit' });
    await expect(charge(path, type)).resolves.toMatchObject({ status: 200, body: { id: 'limit' } });
    const [call] = getChargeLimit.mock.lastCall as [unknown];
    expect(call).toMatchObject({ request: { _id: 'x' }, metadata: { instanceId: INSTANCE_ID, currency: 'EUR' } });
  });

  it('answer no path that merely ends like theirs', async () => {
    await expect(charge('/v1/x/v1/charge-limit')).resolves.toMatchObject({ status: 404 });
  });

  it('that were not provided are an error without a word of the SDK', async () => {
    await expect(charge('/v1/charges')).resolves.toMatchObject({
      status: 500,
      body: { applicationError: { code: 'internal_error' } },
    });
  });
});
