import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError } from '../../../src/errors/coded.error';
import { AnonymousRateLimit } from '../../../src/rate-limits/anonymous-rate-limit';
import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';
import { RateLimiter } from '../../../src/rate-limits/rate-limiter';
import type { Refusal } from '../../../src/rate-limits/decision';
import { testConfig } from '../../support/app-config';
import { RecordingTelemetry } from '../../support/recording.telemetry';

/** Whoever waits on a machine that is busy shall not be sent away for that. */
const PATIENT = { ...testConfig().wix, tokenInfoTimeoutMs: 20_000 };

describe('AnonymousRateLimit', () => {
  let now: number;
  let telemetry: RecordingTelemetry;
  let headers: Record<string, string>;
  const reply = { header: (name: string, value: string): unknown => (headers[name] = value) };

  /** Of a request of its own. */
  const check = async (limit: AnonymousRateLimit, address = '192.0.2.1'): Promise<true> => {
    const asking = { header: reply.header };
    const admitted = await limit.check(address, asking);
    limit.release(asking);
    return admitted;
  };

  const create = (anonymous: number, limiter?: RateLimiter): AnonymousRateLimit =>
    new AnonymousRateLimit(
      limiter ?? new MemoryRateLimiter(() => now),
      testConfig({ rateLimits: { perInstance: 1, perSubject: 1, anonymous }, wix: PATIENT }),
      telemetry,
    );

  beforeEach(() => {
    now = 0;
    telemetry = new RecordingTelemetry();
    headers = {};
  });

  it('refuses an address once its failures reach the limit, and not one earlier', async () => {
    const limit = create(3);
    for (let failure = 0; failure < 3; failure += 1) {
      expect(await check(limit)).toBe(true);
      await limit.charge('192.0.2.1', reply);
    }

    now = 12_000;
    await expect(check(limit)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 48 });
    expect(headers).toEqual({ 'ratelimit-policy': '"anonymous";q=3;w=60', ratelimit: '"anonymous";r=0;t=48' });
    expect(telemetry.counted).toEqual([['rate_limited', { scope: 'anonymous' }]]);
  });

  it('throws a coded error that names no address', async () => {
    const limit = create(1);
    await limit.charge('192.0.2.1', reply);

    await expect(check(limit)).rejects.toThrow(CodedError);
    await expect(check(limit)).rejects.not.toThrow(/192/);
  });

  it('refuses the failure that is one too many', async () => {
    const limit = create(1);
    await limit.charge('192.0.2.1', reply);

    expect(() => limit.charge('192.0.2.1', reply)).toThrow('rate_limited');
  });

  it('counts failures only: checking costs nothing', async () => {
    const limit = create(1);

    for (let request = 0; request < 100; request += 1) expect(await check(limit)).toBe(true);
    expect(headers).toEqual({});
  });

  it('lets the address in again when the window ends', async () => {
    const limit = create(1);
    await limit.charge('192.0.2.1', reply);
    now = 60_000;

    expect(await check(limit)).toBe(true);
  });

  it('keeps addresses apart, but not those of one IPv6 network', async () => {
    const limit = create(1);
    await limit.charge('2001:db8:1:2::1', reply);

    expect(await check(limit)).toBe(true);
    expect(await check(limit, '2001:db8:1:3::1')).toBe(true);
    await expect(check(limit, '2001:db8:1:2:dead:beef::')).rejects.toThrow('rate_limited');
  });

  it('0 turns it off', async () => {
    const limit = create(0);
    for (let failure = 0; failure < 100; failure += 1) await limit.charge('192.0.2.1', reply);

    expect(limit.check('192.0.2.1', reply)).toBe(true);
  });

  it('charges at once, so that a check right after it counts the failure', async () => {
    const limit = create(1);
    void limit.charge('192.0.2.1', reply);

    await expect(check(limit)).rejects.toThrow('rate_limited');
  });

  it('waits for a limiter that answers later', async () => {
    const refused: Refusal = { allowed: false, retryAfterSeconds: 9 };
    class SharedRateLimiter extends RateLimiter {
      take = (): Promise<Refusal> => Promise.resolve(refused);
      peek = (): Promise<Refusal> => Promise.resolve(refused);
    }
    const limit = create(1, new SharedRateLimiter());
    const refusal = { code: 'rate_limited', retryAfterSeconds: 9 };

    await expect(limit.check('192.0.2.1', reply)).rejects.toMatchObject(refusal);
    await expect(limit.charge('192.0.2.1', reply)).rejects.toMatchObject(refusal);
  });

  describe('asked about many credentials at once', () => {
    /** As the guard does: asks, charges for what is no good, and gives the place back. */
    const ask = async (limit: AnonymousRateLimit, isGood: boolean, answer: () => Promise<void>): Promise<true> => {
      const asking = { header: reply.header };
      await limit.check('192.0.2.1', asking);
      try {
        await answer();
        return isGood || (await limit.charge('192.0.2.1', asking));
      } finally {
        limit.release(asking);
      }
    };
    const burst = (size: number, work: () => Promise<true>) =>
      Promise.allSettled(Array.from({ length: size }, () => work()));

    it('lets no more questions be under way than may be charged for, and refuses the rest of the junk', async () => {
      const limit = create(60);
      await limit.charge('192.0.2.1', reply);
      let questions = 0;
      const outcomes = await burst(3_000, () =>
        ask(limit, false, async () => {
          questions += 1;
          await sleep(questions % 7);
        }),
      );

      expect(questions).toBe(59);
      const refusals = outcomes.filter(({ status }) => status === 'rejected');
      expect(refusals).toHaveLength(3_000 - 59);
      expect(telemetry.counted).toHaveLength(3_000 - 59);
    });

    it('serves everybody whose credential is good, in turn', async () => {
      const limit = create(60);
      let [underWay, most] = [0, 0];
      const outcomes = await burst(300, () =>
        ask(limit, true, async () => {
          most = Math.max(most, ++underWay);
          await sleep(5);
          underWay -= 1;
        }),
      );

      expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['fulfilled']));
      expect(most).toBe(60);
    });

    it('makes nobody wait while it is off', () => {
      const limit = create(0);
      for (let request = 0; request < 100; request += 1) expect(limit.check('192.0.2.1', { ...reply })).toBe(true);
    });

    it('takes one place for a request that checks twice', async () => {
      const limit = create(1);
      await limit.check('192.0.2.1', reply);
      expect(await limit.check('192.0.2.1', reply)).toBe(true);
      limit.release(reply);
      limit.release(reply);
      expect(await check(limit)).toBe(true);
    });
  });
});
