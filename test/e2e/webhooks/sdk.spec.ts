import { appInstances } from '@wix/app-management';
import { AppStrategy, createClient } from '@wix/sdk';
import { SignedRequestAuthenticator } from '../../../src/auth/signed-request.authenticator';
import { WixSignature } from '../../../src/auth/wix-signature';
import { SystemClock } from '../../../src/config/clock';
import { SilentTelemetry } from '../../../src/config/telemetry';
import { WELL_KNOWN_APP_ID } from '../../../src/emulator/well-known';
import { given, testConfig } from '../../support/app-config';
import { embeddedFolder } from '../../support/embedded-folder';
import { parseAppId } from '../../../src/identifiers/guid';
import { hmacJwt, OTHER_KEY, signJwt, unsignedJwt, WIX_PUBLIC_KEY } from '../../support/signed-jwt';
import { INSTANCE_ID } from '../../support/verdicts';
import { WebhookGateway } from '../../support/webhook-gateway';
import { EmulatorFixture } from '../../unit/emulator/emulator.fixture';
import { Receiver } from '../../unit/emulator/webhooks/receiver.fixture';

const APP = given(parseAppId(WELL_KNOWN_APP_ID));
const auth = AppStrategy({ appId: WELL_KNOWN_APP_ID, appSecret: 'unused', publicKey: WIX_PUBLIC_KEY });
const newClient = () => createClient({ auth, modules: { appInstances } });
const client = newClient();

const config = testConfig({ app: { ...testConfig().app, id: APP, publicKeys: [WIX_PUBLIC_KEY] } });
const gateway = new SignedRequestAuthenticator(
  config,
  new SystemClock(),
  new SilentTelemetry(),
  new WixSignature(config),
);

const isTaken = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );
const bySdk = (jwt: string) => isTaken(client.webhooks.parseJWT(jwt));
const byGateway = (jwt: string) => isTaken(gateway.authenticate('webhook', Buffer.from(jwt)));

describe('what the emulator sends', () => {
  it('is verified and read by @wix/sdk, and by the gateway', async () => {
    const receiver = await Receiver.start();
    const emulator = await EmulatorFixture.start({ WIX_EMULATOR_WEBHOOK_URL: receiver.url });
    const site = await emulator.install();
    const webhook = { instanceId: site.instanceId, eventType: 'AppRemoved', data: { appId: WELL_KNOWN_APP_ID } };
    await emulator.http.post('/_emulator/webhooks').send(webhook).expect(202);
    const body = given(receiver.received.at(-1)?.body);
    await emulator.close();
    await receiver.close();
    await expect(client.webhooks.parseJWT(body)).resolves.toMatchObject({
      eventType: 'AppRemoved',
      instanceId: site.instanceId,
      payload: { appId: WELL_KNOWN_APP_ID },
    });
    expect(await byGateway(body)).toBe(true);
  });
});

describe('what the gateway takes is what @wix/sdk takes', () => {
  const now = Math.floor(Date.now() / 1000);
  const data = JSON.stringify({ eventType: 'AppInstalled', instanceId: INSTANCE_ID, data: '{}' });
  const sound = { data, iat: now };

  it.each<[string, string]>([
    ['a sound one', signJwt(sound)],
    ['one with an end', signJwt({ ...sound, exp: now + 60 })],
    ['a key that is not ours', signJwt(sound, OTHER_KEY)],
    ['an HMAC with the public key', hmacJwt(sound, WIX_PUBLIC_KEY)],
    ['no signature', unsignedJwt(sound)],
    ['another algorithm', signJwt(sound, undefined, { alg: 'RS384' })],
    ['an unknown extension', signJwt(sound, undefined, { crit: ['x'], x: 1 })],
    ['data that is an object', signJwt({ ...sound, data: {} })],
    ['nothing', ''],
    ['half of it', signJwt(sound).slice(0, 200)],
    ['space before it', ` ${signJwt(sound)}`],
    ['JSON around it', JSON.stringify(signJwt(sound))],
  ])('%s', async (_, jwt) => {
    expect(await byGateway(jwt)).toBe(await bySdk(jwt));
  });

  it.each<[string, string]>([
    ['another issuer', signJwt({ ...sound, iss: 'example.com' })],
    ['another audience', signJwt({ ...sound, aud: 'example' })],
    ['great age', signJwt({ ...sound, iat: now - 50 * 3600 })],
    ['the future', signJwt({ ...sound, iat: now + 3600 })],
    ['no age', signJwt({ data })],
  ])('but for %s, which it refuses', async (_, jwt) => {
    expect([await bySdk(jwt), await byGateway(jwt)]).toEqual([true, false]);
  });

  it('and but for an end that has passed, as a late retry has', async () => {
    const jwt = signJwt({ ...sound, iat: now - 7200, exp: now - 3600 });
    expect([await bySdk(jwt), await byGateway(jwt)]).toEqual([false, true]);
  });
});

describe('handlers of @wix/sdk', () => {
  it('get the events of the gateway', async () => {
    const { dataDir, remove } = await embeddedFolder();
    const running = await WebhookGateway.start({ url: undefined, dataDir });
    try {
      const own = newClient();
      const seen: unknown[] = [];
      own.appInstances.onAppInstanceInstalled((event) => void seen.push(event));
      running.handlers.useSdk(own.webhooks);
      await running.deliver({ type: 'AppInstalled', data: { appId: 'a', originInstanceId: 'o' } });
      await running.settled('AppInstalled', 'handled');
      expect(seen).toEqual([
        {
          data: { appId: 'a', originInstanceId: 'o' },
          metadata: expect.objectContaining({ instanceId: INSTANCE_ID }) as unknown,
        },
      ]);
    } finally {
      await running.close();
      remove();
    }
  }, 60_000);
});
