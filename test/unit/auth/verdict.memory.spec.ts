import { VerdictMemory } from '../../../src/auth/verdict.memory';
import { parseAppId } from '../../../src/identifiers/guid';
import { given as present, testConfig } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { activeToken, INSTANCE_ID, OTHER_INSTANCE_ID } from '../../support/verdicts';

const OTHER_APP = present(parseAppId('99999999-9999-4999-8999-999999999999'));
const REFUSED = { active: false } as const;

function given(overrides: Parameters<typeof testConfig>[0] = {}) {
  const clock = new ManualClock();
  const memory = new VerdictMemory(testConfig(overrides), clock);
  const active = activeToken(clock.now());
  return { clock, memory, active, now: clock.now() };
}

describe('VerdictMemory', () => {
  it('is bounded, whatever a hundred thousand junk tokens are', () => {
    const { memory, active, now } = given();
    memory.keep('good', active, now, memory.mark());
    const foreign = { ...active, clientId: OTHER_APP };
    for (let index = 0; index < 100_000; index++) {
      memory.keep(`junk-${index}`, index % 2 === 0 ? REFUSED : foreign, now, memory.mark());
    }
    expect(memory.size.refused).toBeLessThanOrEqual(10_000);
    expect(memory.size.active).toBe(1);
    expect(memory.active('good')?.verdict).toBe(active);
  });

  it.each([
    ["another app's", { clientId: OTHER_APP }],
    ['without an instance', { instanceId: undefined }],
    ['past its end', { expiresAt: new ManualClock().now() }],
  ])('keeps a token that is %s like a refusal', (_, overrides) => {
    const { memory, now } = given();
    expect(memory.keep('token', activeToken(now, overrides), now, memory.mark())).toBe(false);
    expect(memory.active('token')).toBeUndefined();
    expect(memory.refused('token')).toEqual(REFUSED);
  });

  it("keeps a session's own token", () => {
    const { memory, now } = given({ sessions: { clientId: OTHER_APP, origins: [], publicUrl: 'http://localhost' } });
    const own = activeToken(now, { clientId: OTHER_APP, instanceId: undefined });
    expect(memory.keep('token', own, now, memory.mark())).toBe(true);
    expect(memory.active('token')?.verdict).toBe(own);
  });

  it('does not take a yes for an answer that was asked for before a refusal came', () => {
    const { memory, active, now } = given({ verdicts: { ttlMs: 60_000, negativeTtlMs: 0, staleMs: 300_000 } });
    const before = memory.mark();
    memory.keep('token', REFUSED, now, memory.mark());
    expect(memory.keep('token', active, now, before)).toBe(false);
    expect(memory.active('token')).toBeUndefined();
    expect(memory.keep('token', active, now, memory.mark())).toBe(true);
  });

  it('does not take a yes that was asked for before its instance was forgotten', () => {
    const { memory, active, now } = given();
    const before = memory.mark();
    memory.forgetInstance(INSTANCE_ID);
    expect(memory.keep('token', active, now, before)).toBe(false);
    const other = { ...active, instanceId: OTHER_INSTANCE_ID };
    expect(memory.keep('other', other, now, before)).toBe(true);
    expect(memory.keep('token', active, now, memory.mark())).toBe(true);
  });

  it('does not go back to an older yes', () => {
    const { memory, active, now } = given();
    const older = { ...active };
    memory.keep('token', active, now, memory.mark());
    memory.keep('token', older, now - 1, memory.mark());
    expect(memory.active('token')?.verdict).toBe(active);
  });

  it('keeps no yes, and no refusal longer than usual, that was asked for later than now', () => {
    const { clock, memory, active, now } = given();
    clock.advance(-600_000);
    expect(memory.keep('token', active, now, memory.mark())).toBe(false);
    expect(memory.active('token')).toBeUndefined();
    memory.keep('junk', REFUSED, now, memory.mark());
    clock.advance(10_000);
    expect(memory.refused('junk')).toBeUndefined();
  });

  it('ends a refusal by a later yes', () => {
    const { memory, active, now } = given();
    memory.keep('token', REFUSED, now, memory.mark());
    memory.keep('token', active, now, memory.mark());
    expect(memory.refused('token')).toBeUndefined();
  });

  it('keeps nothing with no time to live', () => {
    const { memory, active, now } = given({ verdicts: { ttlMs: 0, negativeTtlMs: 0, staleMs: 300_000 } });
    expect(memory.keep('token', active, now, memory.mark())).toBe(false);
    memory.keep('junk', REFUSED, now, memory.mark());
    expect(memory.size).toEqual({ active: 0, refused: 0 });
  });
});
