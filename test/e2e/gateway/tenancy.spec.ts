import { Agent } from 'node:http';
import { EmulatedWix, type InstalledSite, type SubjectType } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { CALLER_ROUTES, requestFor } from '../../support/gateway-routes';
import type { HttpAnswer } from '../../support/http-request';

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

const TENANTS = 50;
const WIX_PATHS = ['/oauth2/token-info', '/oauth2/token', '/apps/v1/instance', '/stores/*', '/members/*'];

interface Tenant {
  readonly site: InstalledSite;
  readonly tokens: Readonly<Record<SubjectType, string>>;
  readonly memberId: string;
}

let wix: EmulatedWix;
let gateway: Gateway;
let tenants: readonly Tenant[];
/** Few connections for many tenants: every answer comes back on one that served others before. */
let agent: Agent;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  gateway = await Gateway.start(wix.url);
  agent = new Agent({ keepAlive: true, maxSockets: 6 });
  tenants = await Promise.all(Array.from({ length: TENANTS }, () => newTenant()));
});
afterAll(async () => {
  agent.destroy();
  await gateway.close();
  await wix.close();
});

async function newTenant(): Promise<Tenant> {
  const site = await wix.install();
  const memberId = site.members[0]?.id ?? '';
  const mint = (type: SubjectType) => wix.mint(site.instanceId, type, type === 'MEMBER' ? { subjectId: memberId } : {});
  const [VISITOR, MEMBER, USER, APP] = await Promise.all([mint('VISITOR'), mint('MEMBER'), mint('USER'), mint('APP')]);
  return { site, memberId, tokens: { VISITOR, MEMBER, USER, APP } };
}

/** Each Wix call takes its own time, so that answers overtake each other. */
async function scrambleLatencies(calls: number): Promise<void> {
  await wix.clearFaults();
  for (let index = 0; index < calls; index += 1) {
    const path = WIX_PATHS[index % WIX_PATHS.length];
    await wix.fault({ path, latencyMs: 1 + Math.floor(Math.random() * 40), times: 1 });
  }
}

function shuffled<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, order: Math.random() }))
    .sort((one, other) => one.order - other.order)
    .map(({ value }) => value);
}

/** Something of the asker's own must be in the answer, and nothing of any other tenant. */
function expectOwn({ site, memberId }: Tenant, name: string, answer: HttpAnswer): void {
  expect([name, answer.status]).toEqual([name, 200]);
  const own = {
    identity: site.instanceId,
    instance: site.instanceId,
    'instance details': site.siteId,
    products: new URL(site.url).origin,
    members: memberId,
    me: memberId,
  }[name];
  expect(answer.text).toContain(own);
  for (const { site: foreign, memberId: foreignMember } of tenants) {
    if (foreign.instanceId === site.instanceId) continue;
    const ofOthers = [foreign.instanceId, foreign.siteId, foreign.ownerId, foreignMember];
    if (ofOthers.some((id) => answer.text.includes(id))) throw new Error(`${name}: another tenant's data`);
  }
}

function requestsOf(tenant: Tenant) {
  return CALLER_ROUTES.flatMap((route) =>
    route.allowed.slice(-1).map((type) => async () => {
      const request = requestFor(route, { authorization: tenant.tokens[type] });
      expectOwn(tenant, route.name, await gateway.send({ ...request, agent }));
    }),
  );
}

it('sites of the emulator differ in what the answers hold', () => {
  const all = tenants.flatMap(({ site, memberId }) => [site.instanceId, site.siteId, site.ownerId, memberId]);
  expect(new Set(all).size).toBe(4 * TENANTS);
});

it.each(['cold', 'warm', 'warm again'])('every answer belongs to who asked: %s', async () => {
  await scrambleLatencies(300);
  const requests = shuffled(tenants.flatMap((tenant) => requestsOf(tenant)));
  expect(requests.length).toBe(TENANTS * CALLER_ROUTES.length);
  await Promise.all(requests.map((send) => send()));
});

it('also when app tokens are dropped in between', async () => {
  await scrambleLatencies(200);
  await wix.fault({ path: '/apps/v1/instance', status: 401, times: 40 });
  const all = tenants.flatMap((tenant) => requestsOf(tenant));
  const settled = await Promise.allSettled(shuffled(all).map((send) => send()));
  const failures = settled.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []));
  // Two refusals may hit one request; an answer of somebody else may not.
  expect(failures.filter((failure) => failure.includes("another tenant's data"))).toEqual([]);
  expect(failures.length).toBeLessThan(40);
});

it('also with one site of a duplicate: an instance and its origin are two tenants', async () => {
  const origin = tenants[0]?.site;
  const copy = await wix.install({ originInstanceId: origin?.instanceId });
  const token = await wix.mint(copy.instanceId, 'USER');
  expect((await gateway.get('/v1/identity', token)).json.instanceId).toBe(copy.instanceId);
  const { json } = await gateway.get('/v1/instance/details', token);
  expect(json.instance).toMatchObject({ instanceId: copy.instanceId, originInstanceId: origin?.instanceId });
});

it("a member's and another member's answers are not mixed up within one site", async () => {
  const site = await wix.install();
  const members = site.members.slice(0, 4);
  const tokens = await Promise.all(members.map(({ id }) => wix.mint(site.instanceId, 'MEMBER', { subjectId: id })));
  await scrambleLatencies(60);
  for (let round = 1; round <= 2; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        gateway.send({ path: '/v1/members/me', headers: { authorization: tokens[index % 4] ?? '' }, agent }),
      ),
    );
    answers.forEach(({ json }, index) => {
      expect(json.member.id).toBe(members[index % 4]?.id);
    });
  }
});
