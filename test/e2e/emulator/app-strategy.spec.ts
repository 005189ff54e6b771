import { appInstances, biEvents } from '@wix/app-management';
import { members } from '@wix/members';
import { AppStrategy, createClient } from '@wix/sdk';
import { products } from '@wix/stores';
import { WELL_KNOWN_APP_ID, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';
import { EmulatorFixture, UNKNOWN_ID, type SiteDescription } from '../../unit/emulator/emulator.fixture';
import { eventually, Receiver } from '../../unit/emulator/webhooks/receiver.fixture';
import { redirectWixHosts } from './wix-hosts.fixture';

const modules = { appInstances, biEvents, members, products };
const app = { appId: WELL_KNOWN_APP_ID, appSecret: WELL_KNOWN_APP_SECRET };

describe('AppStrategy of @wix/sdk', () => {
  let emulator: EmulatorFixture;
  let site: SiteDescription;
  let restore: () => void;
  beforeEach(async () => {
    emulator = await EmulatorFixture.start();
    site = await emulator.install();
    restore = redirectWixHosts(emulator.url);
  });
  afterEach(async () => {
    restore();
    await emulator.close();
  });

  it('works with an instance id', async () => {
    const client = createClient({ modules, auth: AppStrategy({ ...app, instanceId: site.instanceId }) });
    const answer = await client.appInstances.getAppInstance();
    expect(answer.instance?.instanceId).toBe(site.instanceId);
    expect(answer.site?.ownerInfo?.email).toContain('@');
    const page = await client.members.listMembers({ paging: { limit: 2, offset: 1 } });
    expect(page.members?.map(({ _id }) => _id)).toEqual(site.members.slice(1, 3).map(({ id }) => id));
    await client.biEvents.sendBiEvent({ eventName: 'APP_FINISHED_CONFIGURATION' });
  });

  it("queries products through the SDK's own path", async () => {
    const client = createClient({ modules, auth: AppStrategy({ ...app, instanceId: site.instanceId }) });
    const all = await client.products.queryProducts().find();
    expect(all.items.length).toBeGreaterThan(3);
    expect(all.items[0]?.lastUpdated).toBeInstanceOf(Date);
    const [first, second] = all.items;
    const { items, totalCount } = await client.products
      .queryProducts()
      .in('_id', [first?._id, second?._id])
      .hasSome('collectionIds', first?.collectionIds ?? [])
      .descending('priceData.price')
      .limit(1)
      .find();
    expect(totalCount).toBe(2);
    expect(items).toHaveLength(1);
    expect(items[0]?.priceData?.price).toBe(Math.max(first?.priceData?.price ?? 0, second?.priceData?.price ?? 0));
  });

  it("works with a caller's token, as the caller and elevated", async () => {
    await emulator.set({ boundTokens: true });
    const auth = AppStrategy({ ...app, accessToken: await emulator.token(site, 'MEMBER') });
    const caller = createClient({ modules, auth });
    const { member } = await caller.members.getCurrentMember();
    expect(member?._id).toBe(site.members[0]?.id);
    await expect(caller.appInstances.getAppInstance()).rejects.toMatchObject({
      status: 403,
      requestId: expect.stringMatching(/^\d+\.\d+$/),
      details: { applicationError: { code: 'PERMISSION_DENIED' } },
    });
    const elevated = createClient({ modules, auth: await auth.elevated() });
    expect((await elevated.appInstances.getAppInstance()).site?.siteId).toBe(site.siteId);
    expect(await auth.getTokenInfo()).toMatchObject({ active: true, subjectType: 'MEMBER' });
  });

  it("refuses to elevate another app's token", async () => {
    const accessToken = await emulator.token(site, 'VISITOR', { clientId: UNKNOWN_ID });
    await expect(AppStrategy({ ...app, accessToken }).elevated()).rejects.toThrow('not issued for the app');
  });

  it('works with a refresh token of custom authentication', async () => {
    const order = { instanceId: site.instanceId, subjectType: 'APP' };
    const { body } = await emulator.http.post('/_emulator/tokens').send(order);
    const client = createClient({ modules, auth: AppStrategy({ ...app, refreshToken: body.refreshToken }) });
    expect((await client.appInstances.getAppInstance()).instance?.instanceId).toBe(site.instanceId);
  });

  it('goes through the install flow', async () => {
    const strategy = AppStrategy(app);
    const installUrl = new URL(strategy.getInstallUrl({ redirectUrl: 'http://127.0.0.1:3000/redirect', state: 's' }));
    const { headers } = await emulator.http.get(`${installUrl.pathname}${installUrl.search}`).expect(302);
    const tokens = await strategy.handleOAuthCallback(headers.location ?? '', { state: 's' });
    expect(tokens.instanceId).toBe(site.instanceId);
    expect(await emulator.tokenInfo(tokens.accessToken)).toMatchObject({ active: true, subjectType: 'APP' });
  });

  it('fails where Wix fails', async () => {
    const wrongSecret = AppStrategy({ ...app, appSecret: 'wrong', instanceId: site.instanceId });
    await expect(wrongSecret.getAuthHeaders(undefined)).rejects.toThrow('status code from Wix OAuth API: 401');
    await emulator.http.delete(`/_emulator/instances/${site.instanceId}`);
    const removed = AppStrategy({ ...app, instanceId: site.instanceId });
    await expect(removed.getAuthHeaders(undefined)).rejects.toThrow('status code from Wix OAuth API: 400');
  });
});

describe('webhooks and @wix/sdk', () => {
  it('verifies and understands what the emulator sends', async () => {
    const receiver = await Receiver.start();
    const emulator = await EmulatorFixture.start({ WIX_EMULATOR_WEBHOOK_URL: receiver.url });
    const { body } = await emulator.http.get('/_emulator/app');
    const auth = AppStrategy({ ...app, publicKey: body.publicKey });
    const client = createClient({ modules, auth });
    const installed: unknown[] = [];
    client.appInstances.onAppInstanceInstalled((event) => {
      installed.push(event);
    });
    const site = await emulator.install();
    await eventually(() => receiver.received.length === 1);
    await client.webhooks.process(receiver.received[0]?.body ?? '');
    await emulator.close();
    await receiver.close();
    expect(installed).toMatchObject([
      {
        data: { appId: WELL_KNOWN_APP_ID },
        metadata: { instanceId: site.instanceId, identity: { identityType: 'WIX_USER', wixUserId: site.ownerId } },
      },
    ]);
  });
});
