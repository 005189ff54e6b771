import { CodedError } from '../../../src/errors/coded.error';
import { AnonymousRateLimit } from '../../../src/rate-limits/anonymous-rate-limit';
import { MemoryRateLimiter } from '../../../src/rate-limits/memory-rate-limiter';
import { RateLimiter } from '../../../src/rate-limits/rate-limiter';
import type { Decision } from '../../../src/rate-limits/decision';
import { RecordingTelemetry } from '../../support/recording.telemetry';

describe('AnonymousRateLimit', () => {
  let now: number;
  let telemetry: RecordingTelemetry;
  let headers: Record<string, string>;
  const reply = { header: (name: string, value: string): unknown => (headers[name] = value) };

  const create = (anonymous: number, limiter?: RateLimiter): AnonymousRateLimit =>
    new AnonymousRateLimit(
      limiter ?? new MemoryRateLimiter(() => now),
      { rateLimits: { perInstance: 1, perSubject: 1, anonymous } },
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
      expect(limit.check('192.0.2.1', reply)).toBe(true);
      await limit.charge('192.0.2.1', reply);
    }

    now = 12_000;
    expect(() => limit.check('192.0.2.1', reply)).toThrow(
      expect.objectContaining({ code: 'rate_limited', retryAfterSeconds: 48 }),
    );
    expect(headers).toEqual({ 'ratelimit-policy': '"anonymous";q=3;w=60', ratelimit: '"anonymous";r=0;t=48' });
    expect(telemetry.counted).toEqual([['rate_limited', { scope: 'anonymous' }]]);
  });

  it('throws a coded error that names no address', async () => {
    const limit = create(1);
    await limit.charge('192.0.2.1', reply);

    expect(() => limit.check('192.0.2.1', reply)).toThrow(CodedError);
    expect(() => limit.check('192.0.2.1', reply)).not.toThrow(/192/);
  });

  it('refuses the failure that is one too many', async () => {
    const limit = create(1);
    await limit.charge('192.0.2.1', reply);

    expect(() => limit.charge('192.0.2.1', reply)).toThrow('rate_limited');
  });

  it('counts failures only: checking costs nothing', () => {
    const limit = create(1);

    for (let request = 0; request < 100; request += 1) expect(limit.check('192.0.2.1', reply)).toBe(true);
    expect(headers).toEqual({});
  });

  it('lets the address in again when the window ends', async () => {
    const limit = create(1);
    await limit.charge('192.0.2.1', reply);
    now = 60_000;

    expect(limit.check('192.0.2.1', reply)).toBe(true);
  });

  it('keeps addresses apart, but not those of one IPv6 network', async () => {
    const limit = create(1);
    await limit.charge('2001:db8:1:2::1', reply);

    expect(limit.check('192.0.2.1', reply)).toBe(true);
    expect(limit.check('2001:db8:1:3::1', reply)).toBe(true);
    expect(() => limit.check('2001:db8:1:2:dead:beef::', reply)).toThrow('rate_limited');
  });

  it('0 turns it off', async () => {
    const limit = create(0);
    for (let failure = 0; failure < 100; failure += 1) await limit.charge('192.0.2.1', reply);

    expect(limit.check('192.0.2.1', reply)).toBe(true);
  });

  it('charges at once, so that a check right after it counts the failure', () => {
    const limit = create(1);
    void limit.charge('192.0.2.1', reply);

    expect(() => limit.check('192.0.2.1', reply)).toThrow('rate_limited');
  });

  it('waits for a limiter that answers later', async () => {
    const refused: Decision = { allowed: false, retryAfterSeconds: 9 };
    class SharedRateLimiter extends RateLimiter {
      take = (): Promise<Decision> => Promise.resolve(refused);
      peek = (): Promise<Decision> => Promise.resolve(refused);
    }
    const limit = create(1, new SharedRateLimiter());
    const refusal = { code: 'rate_limited', retryAfterSeconds: 9 };

    await expect(limit.check('192.0.2.1', reply)).rejects.toMatchObject(refusal);
    await expect(limit.charge('192.0.2.1', reply)).rejects.toMatchObject(refusal);
  });
});
