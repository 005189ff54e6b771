import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host';
import type { InstanceContext } from '../../../src/auth/instance-context';
import { ALLOWED, type Decision } from '../../../src/rate-limits/decision';
import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';
import { RateLimitGuard } from '../../../src/rate-limits/rate-limit.guard';
import { RateLimiter } from '../../../src/rate-limits/rate-limiter';
import { APP_ID } from '../../support/app-config';
import { instance } from './instance';
import { RecordingTelemetry } from '../../support/recording.telemetry';

describe('RateLimitGuard', () => {
  let now: number;
  let telemetry: RecordingTelemetry;
  let headers: Record<string, string>;

  beforeEach(() => {
    now = 0;
    telemetry = new RecordingTelemetry();
    headers = {};
  });

  const create = (perInstance: number, perSubject: number, limiter?: RateLimiter): RateLimitGuard =>
    new RateLimitGuard(
      limiter ?? new MemoryRateLimiter(() => now),
      { rateLimits: { perInstance, perSubject, anonymous: 1 } },
      telemetry,
      // What the test passes as the request is the context itself.
      (request) => request as unknown as InstanceContext | undefined,
    );

  const ask = (guard: RateLimitGuard, caller: InstanceContext | undefined): true | Promise<true> =>
    guard.canActivate(
      new ExecutionContextHost([caller, { header: (name: string, value: string) => (headers[name] = value) }]),
    );

  /** How many of so many requests pass. */
  const passed = (guard: RateLimitGuard, caller: InstanceContext, times: number): number => {
    let count = 0;
    for (let request = 0; request < times; request += 1) {
      try {
        void ask(guard, caller);
        count += 1;
      } catch {
        // Refused.
      }
    }
    return count;
  };

  const visitor = (id: string): InstanceContext => instance(1, { type: 'VISITOR', id });

  it('limits each identity of an instance', () => {
    const guard = create(100, 3);

    expect(passed(guard, visitor('a'), 10)).toBe(3);
    expect(passed(guard, visitor('b'), 10)).toBe(3);
  });

  it('limits an instance over all its identities', () => {
    const guard = create(5, 3);

    expect(passed(guard, visitor('a'), 3)).toBe(3);
    expect(passed(guard, visitor('b'), 3)).toBe(2);
    expect(passed(guard, visitor('c'), 3)).toBe(0);
  });

  it('one visitor can not use up a tenant', () => {
    const guard = create(5, 3);
    passed(guard, visitor('greedy'), 1_000);

    expect(passed(guard, visitor('other'), 2)).toBe(2);
  });

  it('one tenant can not use up the app', () => {
    const guard = create(5, 3);
    for (let id = 0; id < 100; id += 1) passed(guard, visitor(`${id}`), 10);

    expect(passed(guard, instance(2), 3)).toBe(3);
  });

  it('tells identities apart by type too, and the same id in two instances', () => {
    const guard = create(100, 1);

    expect(passed(guard, instance(1, { type: 'VISITOR', id: 'x' }), 2)).toBe(1);
    expect(passed(guard, instance(1, { type: 'MEMBER', id: 'x' }), 2)).toBe(1);
    expect(passed(guard, instance(2, { type: 'VISITOR', id: 'x' }), 2)).toBe(1);
  });

  it('tells apps apart that were given the same instance', () => {
    const guard = create(1, 100);
    const one = instance(1);

    expect(passed(guard, one, 2)).toBe(1);
    expect(passed(guard, { ...one, appId: APP_ID }, 2)).toBe(1);
  });

  it('says which limit was reached and when it ends', () => {
    const guard = create(1, 1);
    void ask(guard, visitor('a'));
    now = 30_000;

    expect(() => ask(guard, visitor('a'))).toThrow(
      expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 30 }),
    );
    expect(headers).toEqual({ 'ratelimit-policy': '"subject";q=1;w=60', ratelimit: '"subject";r=0;t=30' });
    expect(() => ask(guard, visitor('b'))).toThrow('rate_limited');
    expect(headers).toEqual({ 'ratelimit-policy': '"instance";q=1;w=60', ratelimit: '"instance";r=0;t=30' });
    expect(telemetry.counted).toEqual([
      ['rate_limited', { scope: 'subject' }],
      ['rate_limited', { scope: 'instance' }],
    ]);
  });

  it('sets no header on what passes, and answers at once', () => {
    expect(ask(create(1, 1), visitor('a'))).toBe(true);
    expect(headers).toEqual({});
  });

  it('lets requests without an instance pass', () => {
    const guard = create(1, 1);

    for (let request = 0; request < 10; request += 1) expect(ask(guard, undefined)).toBe(true);
  });

  it.each([
    ['per instance', 0, 2, 2],
    ['per identity', 2, 0, 2],
    ['both', 0, 0, 10],
  ])('0 turns the limit %s off, and only that', (_name, perInstance, perSubject, expected) => {
    expect(passed(create(perInstance, perSubject), visitor('a'), 10)).toBe(expected);
  });

  it.each([
    ['subject', 0],
    ['instance', 1],
  ])('waits for a limiter that answers later, and refuses by %s', async (scope, refusedAt) => {
    class SharedRateLimiter extends RateLimiter {
      taken = 0;

      take(): Promise<Decision> {
        return Promise.resolve(this.taken++ === refusedAt ? { allowed: false, retryAfterSeconds: 9 } : ALLOWED);
      }

      peek(): Promise<number> {
        return Promise.resolve(1);
      }
    }
    const limiter = new SharedRateLimiter();
    const guard = create(1, 1, limiter);

    await expect(ask(guard, visitor('a'))).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 9 });
    expect(headers.ratelimit).toBe(`"${scope}";r=0;t=9`);
    expect(limiter.taken).toBe(refusedAt + 1);
    await expect(ask(guard, visitor('a'))).resolves.toBe(true);
  });
});
