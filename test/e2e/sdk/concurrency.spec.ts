import { Agent, fetch } from 'undici';
import { Controller, Get } from '@nestjs/common';
import { appInstances } from '@wix/app-management';
import { auth, httpClient } from '@wix/essentials';
import { Elevated } from '../../../src/auth/access.decorators';
import { GatewayFixture } from '../../support/gateway.fixture';
import { instanceIdOf, WixDouble } from '../../support/wix-double';

const INSTANCES = 200;
const AT_ONCE = 1000;
const pause = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));

interface Seen {
  readonly seen: readonly (string | null | undefined)[];
}

/** SDK calls that brought an answer; each is one Wix call. */
let answered = 0;
/** Requests that were told to come back: of two calls at once the other one's answer may have come too late to count. */
let refused = 0;
const counted = async <Answer>(call: Promise<Answer>): Promise<Answer> => {
  const answer = await call;
  answered++;
  return answer;
};

@Controller('busy')
class BusyController {
  /** Who the SDK thinks is calling: by Token Info, as the app twice, and as the caller. */
  @Get()
  @Elevated({ allow: ['VISITOR'], calls: ['GET /apps/v1/instance'] })
  async seen(): Promise<Seen> {
    const before = await auth.getTokenInfo();
    await pause();
    const [one, other] = await Promise.all([
      counted(auth.elevate(appInstances.getAppInstance)()),
      pause().then(() => counted(auth.elevate(appInstances.getAppInstance)())),
    ]);
    const caller = await counted(httpClient.fetchWithAuth('https://www.wixapis.com/apps/v1/instance'));
    const { instance } = (await caller.json()) as { instance: { instanceId: string } };
    await pause();
    const after = await auth.getTokenInfo();
    return {
      seen: [
        before.instanceId,
        one.instance?.instanceId,
        other.instance?.instanceId,
        instance.instanceId,
        after.instanceId,
      ],
    };
  }
}

describe('1,000 requests of 200 instances, all at once', () => {
  let gateway: GatewayFixture;
  const dispatcher = new Agent({ connections: AT_ONCE });
  const wix = new WixDouble();

  beforeAll(async () => {
    await wix.start();
    // Both sides share one thread, which other tests may hold up: no deadline shall end what is only slow.
    const patience = { tokenInfoTimeoutMs: 60_000, tokenTimeoutMs: 60_000, apiTimeoutMs: 60_000 };
    gateway = await GatewayFixture.start({
      controllers: [BusyController],
      config: {
        wix: { baseUrl: wix.url, budgetPerInstance: 100_000, ...patience },
        // What is remembered lasts for as long as the slowest machine takes.
        verdicts: { ttlMs: 3_600_000, negativeTtlMs: 10_000, staleMs: 0 },
      },
    });
  }, 120_000);

  afterAll(async () => {
    await dispatcher.close();
    await gateway.close();
    await wix.stop();
  });

  /** What a visitor of an instance is answered. A gateway that is too busy says so, and when to come back. */
  async function visit(instance: number): Promise<Partial<Seen> & { readonly code?: string }> {
    for (;;) {
      const headers = { authorization: `visitor-${instance}` };
      const answer = await fetch(`${gateway.url}/busy`, { headers, dispatcher });
      const body = (await answer.json()) as Partial<Seen> & { readonly code?: string };
      if (answer.status !== 503 || body.code !== 'overloaded') return body;
      refused++;
      const seconds = Number(answer.headers.get('retry-after')) + Math.random();
      await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    }
  }

  async function requests(count: number): Promise<void> {
    const wrong = await Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const instance = index % INSTANCES;
        const { seen, code } = await visit(instance);
        return seen?.length === 5 && seen.every((id) => id === instanceIdOf(instance))
          ? []
          : [{ instance, seen, code }];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  }

  it('keeps every instance to itself when nothing is known yet', async () => {
    await requests(1000);
    expect(wix.leaks).toEqual([]);
    expect(wix.calls('/oauth2/token-info')).toBe(INSTANCES);
    // One for the app and one for the caller.
    expect(wix.calls('/oauth2/token')).toBe(2 * INSTANCES);
  }, 180_000);

  it('makes one Wix call for each call of the SDK when all is known, and none for Token Info', async () => {
    wix.forgetCalls();
    [answered, refused] = [0, 0];
    await requests(1000);
    expect(wix.leaks).toEqual([]);
    expect(wix.calls('/oauth2/token-info')).toBe(0);
    expect(wix.calls('/oauth2/token')).toBe(0);
    // Three a request, and those of requests that were told to come back.
    expect(answered).toBeGreaterThanOrEqual(3000);
    expect(wix.calls('/apps/v1/instance')).toBeGreaterThanOrEqual(answered);
    expect(wix.calls('/apps/v1/instance')).toBeLessThanOrEqual(answered + refused);
  }, 180_000);

  it('goes on when all tokens are revoked in the middle, with one new token for each', async () => {
    wix.forgetCalls();
    // Early enough that every instance still has calls of both kinds to make.
    wix.revokeTokensAfter(500);
    await requests(1000);
    expect(wix.leaks).toEqual([]);
    expect(wix.calls('/oauth2/token')).toBe(2 * INSTANCES);
  }, 180_000);
});
