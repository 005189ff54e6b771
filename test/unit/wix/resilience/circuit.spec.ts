import { Circuit } from '../../../../src/wix/resilience/circuit';
import { deferred } from '../../../support/deferred';
import { ManualClock } from '../../../support/manual.clock';

class Fault extends Error {}

describe('Circuit', () => {
  let clock: ManualClock;
  let circuit: Circuit;

  beforeEach(() => {
    clock = new ManualClock();
    circuit = new Circuit(clock, (error) => error instanceof Fault);
  });

  const fail = (error: Error = new Fault()) => circuit.run(() => Promise.reject(error)).catch(() => undefined);
  const succeed = () => circuit.run(() => Promise.resolve());
  const times = async (count: number, act: () => Promise<unknown>) => {
    for (let call = 0; call < count; call++) await act();
  };

  it.each([
    ['twenty failures', 20, 0, false],
    ['nineteen failures', 19, 0, true],
    ['a half', 10, 10, false],
    ['less than a half', 10, 11, true],
  ])('after %s', async (_, failures, successes, closed) => {
    await times(successes, succeed);
    await times(failures, fail);
    expect(circuit.closed).toBe(closed);
  });

  it('looks at ten seconds only', async () => {
    await times(19, fail);
    clock.advance(11_000);
    await times(19, fail);
    expect(circuit.closed).toBe(true);
    await fail();
    expect(circuit.closed).toBe(false);
  });

  it('takes errors that are no faults of the other side for successes', async () => {
    await times(100, () => fail(new Error('not found')));
    await times(19, fail);
    expect(circuit.closed).toBe(true);
  });

  it('lets one probe through every five seconds, hanging earlier ones or not', async () => {
    await times(20, fail);
    expect(circuit.retryAfterSeconds).toBe(5);
    clock.advance(4_999);
    expect(circuit.retryAfterSeconds).toBe(1);
    clock.advance(1);
    expect(circuit.retryAfterSeconds).toBe(0);

    const hanging = deferred<undefined>();
    const probe = circuit.run(() => hanging.promise);
    expect(circuit.retryAfterSeconds).toBe(5);
    clock.advance(5_000);
    expect(circuit.retryAfterSeconds).toBe(0);
    await succeed();
    expect(circuit.closed).toBe(true);

    hanging.reject(new Fault());
    await expect(probe).rejects.toThrow(Fault);
    expect(circuit.closed).toBe(true);
  });

  it('stays open when the probe fails, and closes when it is answered with a refusal', async () => {
    await times(20, fail);
    clock.advance(5_000);
    await fail();
    expect([circuit.closed, circuit.retryAfterSeconds]).toEqual([false, 5]);
    clock.advance(5_000);
    await fail(new Error('not found'));
    expect(circuit.closed).toBe(true);
  });

  it('is not opened again by what began to hang before', async () => {
    const hanging = Array.from({ length: 40 }, () => deferred<undefined>());
    const calls = hanging.map(({ promise }) => circuit.run(() => promise).catch(() => undefined));
    hanging.slice(0, 20).forEach(({ reject }) => {
      reject(new Fault());
    });
    await Promise.all(calls.slice(0, 20));
    expect(circuit.closed).toBe(false);
    clock.advance(5_000);
    await succeed();
    hanging.slice(20).forEach(({ reject }) => {
      reject(new Fault());
    });
    await Promise.all(calls);
    expect(circuit.closed).toBe(true);
  });

  it('counts no probe that fails after another has closed it', async () => {
    await times(20, fail);
    clock.advance(5_000);
    const hanging = deferred<undefined>();
    const probe = circuit.run(() => hanging.promise).catch(() => undefined);
    clock.advance(5_000);
    await succeed();
    await times(19, fail);
    hanging.reject(new Fault());
    await probe;
    expect(circuit.closed).toBe(true);
    await fail();
    expect(circuit.closed).toBe(false);
  });

  it('is not closed by what succeeds late', async () => {
    const late = deferred<undefined>();
    const call = circuit.run(() => late.promise);
    await times(20, fail);
    late.resolve(undefined);
    await call;
    expect(circuit.closed).toBe(false);
  });
});
