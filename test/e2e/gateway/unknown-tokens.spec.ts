import { GatewayFixture } from '../../support/gateway.fixture';

const LIMIT = 20;
const rateLimits = { perInstance: 0, perSubject: 0, anonymous: LIMIT };

describe('many tokens that nobody knows, at once from one address', () => {
  let gateway: GatewayFixture;
  beforeEach(async () => {
    gateway = await GatewayFixture.start({ config: { rateLimits } });
  });
  afterEach(() => gateway.close());

  const get = async (token: string) =>
    (await fetch(`${gateway.url}/v1/identity`, { headers: { authorization: token } })).status;
  const questions = async () => {
    const calls = await gateway.wixCalls();
    return calls.filter(({ path }) => path === '/oauth2/token-info').length;
  };

  it('cost no more questions than the limit when they are junk', async () => {
    await gateway.emulator.fault({ path: '/oauth2/token-info', latencyMs: 300 });
    await gateway.forgetCalls();
    const statuses = await Promise.all(Array.from({ length: 300 }, (_, index) => get(`junk-${index}`)));
    expect(statuses.filter((status) => status === 401)).toHaveLength(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(300 - LIMIT);
    expect(await questions()).toBe(LIMIT);
  });

  it('are all served when they are good', async () => {
    const instance = await gateway.emulator.install();
    const tokens = await Promise.all(Array.from({ length: 60 }, () => gateway.emulator.token(instance, 'VISITOR')));
    expect(new Set(tokens).size).toBe(60);
    await gateway.emulator.fault({ path: '/oauth2/token-info', latencyMs: 50 });
    const statuses = await Promise.all(tokens.map(get));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
