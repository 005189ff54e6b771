import { importSPKI, jwtVerify, type JWTPayload } from 'jose';
import { EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../emulator.fixture';
import { eventually, Receiver } from './receiver.fixture';

interface Report {
  readonly state: string;
  readonly deliveries: readonly { readonly attempt: number; readonly status: number; readonly copy?: number }[];
}

interface Envelope {
  readonly eventType: string;
  readonly instanceId: string;
  readonly data: string;
  readonly identity: string;
}

function envelopeOf(payload: JWTPayload): Envelope {
  return JSON.parse(String(payload.data)) as Envelope;
}

describe('/_emulator/webhooks', () => {
  let emulator: EmulatorFixture;
  let receiver: Receiver;
  let site: SiteDescription;
  beforeEach(async () => {
    receiver = await Receiver.start();
    emulator = await EmulatorFixture.start({
      WIX_EMULATOR_WEBHOOK_URL: `${receiver.url}/webhooks`,
      // Two days in 170 ms.
      WIX_EMULATOR_TIME_SCALE: '0.000001',
    });
    site = await emulator.install();
    await eventually(() => receiver.received.length === 1);
    receiver.received.length = 0;
  });
  afterEach(async () => {
    await emulator.close();
    await receiver.close();
  });

  const send = (more: object = {}) =>
    emulator.http
      .post('/_emulator/webhooks')
      .send({ instanceId: site.instanceId, eventType: 'PaidPlanPurchased', data: { cycle: 'MONTHLY' }, ...more });

  async function find(id: string): Promise<Report> {
    const { body }: { body: Report } = await emulator.http.get(`/_emulator/webhooks/${id}`).expect(200);
    return body;
  }

  async function verified(jwt: string | undefined): Promise<JWTPayload> {
    const { body } = await emulator.http.get('/_emulator/app');
    const key = await importSPKI(body.publicKey, 'RS256');
    const { payload, protectedHeader } = await jwtVerify(jwt ?? '', key);
    expect(protectedHeader).toEqual({ kid: expect.any(String), alg: 'RS256' });
    return payload;
  }

  it('posts a signed JWT as plain text, with texts inside texts', async () => {
    const { body } = await send().expect(202);
    expect(body).toMatchObject({
      id: expect.any(String),
      state: 'delivered',
      deliveries: [{ attempt: 1, status: 200, ms: expect.any(Number) }],
    });
    const [{ url, headers, body: jwt } = { url: '', headers: {}, body: '' }] = receiver.received;
    expect([url, headers['content-type']]).toEqual(['/webhooks', 'text/plain']);
    const payload = await verified(jwt);
    expect(Object.keys(payload).sort()).toEqual(['data', 'exp', 'iat']);
    const envelope = envelopeOf(payload);
    expect(envelope).toMatchObject({
      eventType: 'PaidPlanPurchased',
      instanceId: site.instanceId,
      data: '{"cycle":"MONTHLY"}',
      accountInfo: { siteId: site.siteId },
    });
    expect(JSON.parse(envelope.identity)).toEqual({ identityType: 'WIX_USER', wixUserId: site.ownerId });
  });

  it('sends text data as it is', async () => {
    await send({ data: '{"already":"text"}' }).expect(202);
    expect(envelopeOf(await verified(receiver.received[0]?.body)).data).toBe('{"already":"text"}');
  });

  it('can leave out exp', async () => {
    await emulator.set({ webhookCarriesExp: false });
    await send();
    expect(await verified(receiver.received[0]?.body)).not.toHaveProperty('exp');
  });

  it('tries twelve more times, with the same JWT, then gives up', async () => {
    receiver.reply = () => ({ status: 202 });
    const { body } = await send().expect(202);
    expect(body).toMatchObject({ state: 'retrying', deliveries: [{ attempt: 1, status: 202 }] });
    await eventually(async () => (await find(body.id)).state === 'failed');
    const { deliveries } = await find(body.id);
    expect(deliveries.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(new Set(receiver.received.map(({ body: jwt }) => jwt)).size).toBe(1);
  });

  it('stops trying after a 200', async () => {
    receiver.reply = (index) => ({ status: index < 2 ? 500 : 200 });
    const { body } = await send();
    await eventually(async () => (await find(body.id)).state === 'delivered');
    expect((await find(body.id)).deliveries.map(({ status }) => status)).toEqual([500, 500, 200]);
  });

  it('can sign retries anew', async () => {
    await emulator.set({ webhookRetriesResigned: true });
    // A second must pass for a JWT to differ.
    receiver.reply = (index) => {
      if (index === 0) void emulator.set({ clockOffsetSeconds: 100 });
      return { status: index < 4 ? 500 : 200 };
    };
    const { body } = await send();
    await eventually(async () => (await find(body.id)).state === 'delivered');
    expect(new Set(receiver.received.map(({ body: jwt }) => jwt)).size).toBeGreaterThan(1);
  });

  it('takes an answer after 1250 ms for none', async () => {
    receiver.reply = (index) => ({ status: 200, silent: index === 0 });
    const { body } = await send();
    expect(body.deliveries).toMatchObject([{ attempt: 1, status: 0, error: 'timeout' }]);
    expect(body.deliveries[0].ms).toBeGreaterThanOrEqual(1200);
    await eventually(async () => (await find(body.id)).state === 'delivered');
  });

  it('sends duplicates', async () => {
    const { body } = await send({ duplicates: 2 }).expect(202);
    const { deliveries }: Report = body;
    expect(deliveries.map(({ copy }) => copy ?? 1).sort()).toEqual([1, 2, 3]);
    expect(new Set(receiver.received.map(({ body: jwt }) => jwt)).size).toBe(1);
    expect(receiver.received).toHaveLength(3);
  });

  it('delays the first attempt, so that later events overtake it', async () => {
    const [, early] = await Promise.all([send({ eventType: 'Late', delayMs: 100 }), send({ eventType: 'Early' })]);
    expect(early.status).toBe(202);
    const types = await Promise.all(
      receiver.received.map(async ({ body }) => envelopeOf(await verified(body)).eventType),
    );
    expect(types).toEqual(['Early', 'Late']);
  });

  it('tells of installs and removals without waiting for the app', async () => {
    receiver.reply = () => ({ status: 200, silent: true });
    const other = await emulator.install({ originInstanceId: site.instanceId });
    await emulator.http.delete(`/_emulator/instances/${other.instanceId}`).expect(204);
    await eventually(() => receiver.received.length === 2);
    const events = await Promise.all(receiver.received.map(async ({ body }) => envelopeOf(await verified(body))));
    events.sort((one, next) => one.eventType.localeCompare(next.eventType));
    const { body: app } = await emulator.http.get('/_emulator/app');
    expect(
      events.map(({ eventType, instanceId, data }) => ({ eventType, instanceId, data: JSON.parse(data) as unknown })),
    ).toEqual([
      {
        eventType: 'AppInstalled',
        instanceId: other.instanceId,
        data: { appId: app.appId, originInstanceId: site.instanceId },
      },
      { eventType: 'AppRemoved', instanceId: other.instanceId, data: { appId: app.appId } },
    ]);
  });

  it.each([
    [400, { instanceId: 'x' }],
    [400, { eventType: '' }],
    [400, { duplicates: -1 }],
    [404, { instanceId: UNKNOWN_ID }],
  ])('answers %i to %j', (status, more) => send(more).expect(status));

  it('does not know every id', async () => {
    await emulator.http.get(`/_emulator/webhooks/${UNKNOWN_ID}`).expect(404);
    await emulator.http.get('/_emulator/webhooks/x').expect(400);
  });
});

it('stops at once while retries are pending', async () => {
  const emulator = await EmulatorFixture.start();
  const site = await emulator.install();
  const order = { instanceId: site.instanceId, eventType: 'AppInstalled', data: {} };
  const { body } = await emulator.http.post('/_emulator/webhooks').send(order).expect(202);
  expect(body).toMatchObject({ state: 'retrying', deliveries: [{ status: 0, error: 'ECONNREFUSED' }] });
  // The next attempt is due in a minute: waiting for it would time this test out.
  await emulator.close();
});
