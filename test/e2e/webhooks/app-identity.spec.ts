import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { Injectable, Module } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { auth } from '@wix/essentials';
import { AppStrategy, createClient } from '@wix/sdk';
import type { AppIdentity } from '../../../src/auth/app-identity';
import { Secret } from '../../../src/config/secret';
import { SystemDatabase } from '../../../src/database/system.database';
import { ElevationModule } from '../../../src/elevation/elevation.module';
import { WixApi } from '../../../src/elevation/wix-api';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';
import { parseAppId, parseInstanceId } from '../../../src/identifiers/guid';
import { EventHandlerRegistry } from '../../../src/webhooks/event-handler.registry';
import { OnWixEvent } from '../../../src/webhooks/on-wix-event.decorator';
import type { WixEvent } from '../../../src/webhooks/webhook-event';
import { webhookEventsTable } from '../../../src/webhooks/webhook-events.table';
import { given } from '../../support/app-config';
import { GatewayFixture } from '../../support/gateway.fixture';
import { WIX_PUBLIC_KEY } from '../../support/signed-jwt';
import { eventually, type TestEvent, webhookBody } from '../../support/webhook-gateway';
import type { SiteDescription } from '../../unit/emulator/emulator.fixture';

const CALL = 'GET /apps/v1/instance';
const getAppInstance = () => auth.elevate(appInstances.getAppInstance)();
const seen: unknown[] = [];

@Injectable()
class Handlers {
  constructor(private readonly wix: WixApi) {}

  @OnWixEvent('test.explicit', { calls: [CALL] })
  async explicit(_: WixEvent, app: AppIdentity): Promise<void> {
    seen.push(JSON.parse((await this.wix.app(app).send({ call: CALL })).body.toString()).instance.instanceId);
  }

  @OnWixEvent('test.ambient', { calls: [CALL] })
  async ambient(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 20 * Math.random()));
    seen.push((await getAppInstance()).instance?.instanceId);
  }

  @OnWixEvent('test.kept', { calls: [CALL] })
  kept(_: WixEvent, app: AppIdentity): void {
    seen.push(app);
  }

  @OnWixEvent('test.other', { calls: ['GET /members/v1/members'] })
  async other(_: WixEvent, app: AppIdentity): Promise<void> {
    await this.wix.app(app).send({ call: CALL });
  }

  @OnWixEvent('test.none')
  async none(_: WixEvent, app?: AppIdentity): Promise<void> {
    seen.push(app);
    await getAppInstance();
  }
}

@Module({ imports: [ElevationModule], providers: [Handlers] })
class HandlersModule {}

let gateway: GatewayFixture;
let site: SiteDescription;
let other: SiteDescription;
beforeAll(async () => {
  const id = given(parseAppId(WELL_KNOWN_APP_ID));
  gateway = await GatewayFixture.start({
    imports: [HandlersModule],
    config: { app: { id, secrets: [new Secret(WELL_KNOWN_APP_SECRET)], publicKeys: [WIX_PUBLIC_KEY] } },
  });
  const database = gateway.app.get(SystemDatabase, { strict: false });
  await eventually(() => database.ping().then(() => true), 50_000);
}, 60_000);
afterAll(() => gateway.close());
beforeEach(async () => {
  seen.length = 0;
  // New ones: an event that failed holds up those after it.
  site = await gateway.emulator.install();
  other = await gateway.emulator.install();
  await gateway.forgetCalls();
});
// What failed would be tried again, in the middle of another test.
afterEach(() =>
  gateway.app
    .get(SystemDatabase, { strict: false })
    .run((tx) =>
      tx.update(webhookEventsTable).set({ state: 'discarded' }).where(eq(webhookEventsTable.state, 'pending')),
    ),
);

const deliver = async (type: string, to: string, more: Partial<TestEvent> = {}): Promise<string> => {
  const id = randomUUID();
  const instanceId = given(parseInstanceId(to));
  const identity = JSON.stringify({ identityType: 'MEMBER', memberId: 'member-1' });
  const body = webhookBody({ type, instanceId, data: { id }, identity, ...more });
  await gateway.http.post('/webhooks').set('content-type', 'text/plain').send(body).expect(200);
  return id;
};
const rowOf = async (id: string) =>
  (await gateway.app.get(SystemDatabase, { strict: false }).run((tx) => tx.select().from(webhookEventsTable))).find(
    ({ eventId }) => eventId === id,
  );
const handled = (id: string) => eventually(async () => (await rowOf(id))?.state === 'handled');
const failed = async (id: string) => {
  await eventually(async () => (await rowOf(id))?.lastError !== null);
  return given((await rowOf(id))?.lastError ?? undefined);
};
const recordOf = async (eventId: string) => (await gateway.audited()).filter(({ requestId }) => requestId === eventId);
const calls = async () => (await gateway.wixCalls()).filter(({ path }) => !path.startsWith('/oauth2/'));

describe('a handler of an event that declares Wix calls', () => {
  it("gets the app's identity on the event's instance for them, audited with the event and who caused it", async () => {
    const id = await deliver('test.explicit', site.instanceId);
    await handled(id);
    expect(seen).toEqual([site.instanceId]);
    expect(await recordOf(id)).toMatchObject([
      {
        instanceId: site.instanceId,
        route: 'event test.explicit',
        wixCall: CALL,
        identityType: 'MEMBER',
        identityId: 'member-1',
        outcome: 'succeeded',
      },
    ]);
  });

  it("has Wix's SDK around it, each for the instance of its own event", async () => {
    const sites = [site, other, site, other, site, other];
    const ids = await Promise.all(sites.map(({ instanceId }) => deliver('test.ambient', instanceId)));
    for (const id of ids) await handled(id);
    expect([...seen].sort()).toEqual(sites.map(({ instanceId }) => instanceId).sort());
    for (const [n, id] of ids.entries())
      expect(await recordOf(id)).toMatchObject([{ instanceId: given(sites[n]).instanceId }]);
  });

  it('has it for as long as it works, and not a moment longer', async () => {
    const id = await deliver('test.kept', site.instanceId);
    await handled(id);
    // What the handler was given.
    const kept = gateway.app.get(WixApi, { strict: false }).app(seen[0] as AppIdentity);
    await expect(kept.send({ call: CALL })).rejects.toThrow('event test.kept is over');
    expect(await recordOf(id)).toMatchObject([{ wixCall: CALL, outcome: 'denied' }]);
    expect(await calls()).toEqual([]);
  });

  it('can make no other, and is told where to declare it', async () => {
    const id = await deliver('test.other', site.instanceId);
    expect(await failed(id)).toContain(
      `event test.other made the Wix call "${CALL}" with the app's identity without declaring it. ` +
        "Add it to @OnWixEvent('test.other', { calls }) of Handlers.other.",
    );
    expect(await recordOf(id)).toMatchObject([{ wixCall: CALL, outcome: 'denied' }]);
    expect(await calls()).toEqual([]);
  });

  it('cannot handle an event of no instance', async () => {
    const id = randomUUID();
    const envelope = JSON.stringify({ eventType: 'test.explicit', data: JSON.stringify({ id }) });
    await deliver('test.explicit', site.instanceId, { claims: { data: envelope } });
    expect(await failed(id)).toContain("Handlers.explicit needs the app's identity");
    expect(await calls()).toEqual([]);
  });
});

describe('a handler that declares none', () => {
  it('gets none, and its attempt is audited as denied', async () => {
    const id = await deliver('test.none', site.instanceId);
    expect(await failed(id)).toContain("Add it to @OnWixEvent('test.none', { calls }) of Handlers.none.");
    expect(seen[0]).toBeUndefined();
    expect(await recordOf(id)).toMatchObject([{ wixCall: CALL, outcome: 'denied' }]);
    expect(await calls()).toEqual([]);
  });
});

describe('appInstances.onAppInstanceInstalled(handler) of @wix/sdk', () => {
  const handler = async () => {
    seen.push((await getAppInstance()).instance?.instanceId);
  };
  const registry = () => gateway.app.get(EventHandlerRegistry, { strict: false });

  it('as it stands may make the calls that the app declares for such handlers', async () => {
    appInstances.onAppInstanceInstalled(handler);
    const denied = await deliver('AppInstalled', other.instanceId);
    expect(await failed(denied)).toContain('useAmbientSdk()');
    expect(seen).toEqual([]);

    registry().useAmbientSdk([CALL]);
    const id = await deliver('AppInstalled', site.instanceId);
    await handled(id);
    expect(seen).toEqual([site.instanceId]);
    expect(await recordOf(id)).toMatchObject([{ route: 'event AppInstalled', wixCall: CALL, outcome: 'succeeded' }]);
    registry().useAmbientSdk([]);
  });

  it('with a client of its own likewise', async () => {
    const strategy = AppStrategy({ appId: WELL_KNOWN_APP_ID, appSecret: 'unused', publicKey: WIX_PUBLIC_KEY });
    const client = createClient({ auth: strategy, modules: { appInstances } });
    client.appInstances.onAppInstanceRemoved(handler);
    registry().useSdk(client.webhooks, [CALL]);
    const id = await deliver('AppRemoved', other.instanceId);
    await handled(id);
    expect(seen).toEqual([other.instanceId]);
    expect(await recordOf(id)).toMatchObject([{ instanceId: other.instanceId, outcome: 'succeeded' }]);
  });
});
