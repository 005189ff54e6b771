import { turnEnd } from '../../../src/event-loop/turn-end';
import { OverloadGate } from '../../../src/http/overload.gate';

describe('OverloadGate', () => {
  let now: number;
  let gate: OverloadGate;

  beforeEach(() => {
    now = 1_000;
    gate = new OverloadGate(() => now);
  });

  it('turns away what a turn has no more time for, with 503 and a time to come back', () => {
    expect(gate.refuse('/v1/identity')).toBeUndefined();
    now += 39;
    expect(gate.refuse('/v1/identity')).toBeUndefined();
    now += 1;
    expect(gate.refuse('/v1/identity')).toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 });
  });

  it('lets everybody in again in the next turn', async () => {
    gate.refuse('/v1/identity');
    now += 100;
    expect(gate.refuse('/v1/identity')).toBeDefined();
    await turnEnd();
    expect(gate.refuse('/v1/identity')).toBeUndefined();
  });

  it('does not count the time in which nothing came', async () => {
    gate.refuse('/v1/identity');
    await turnEnd();
    now += 10_000;
    expect(gate.refuse('/v1/identity')).toBeUndefined();
  });

  it('lets health checks through', () => {
    gate.refuse('/v1/identity');
    now += 100;
    expect(gate.refuse('/health/live')).toBeUndefined();
  });
});
