import { Pause } from '../../../../src/wix/resilience/pause';
import { ManualClock } from '../../../support/manual.clock';

describe('Pause', () => {
  it('lasts as long as it was begun for', () => {
    const clock = new ManualClock();
    const pause = new Pause(clock);
    expect(pause.remainingSeconds).toBe(0);
    pause.begin(5_000);
    clock.advance(4_001);
    expect([pause.remainingMs, pause.remainingSeconds]).toEqual([999, 1]);
    clock.advance(999);
    expect(pause.remainingMs).toBe(0);
  });

  it('is not shortened by a shorter one', () => {
    const pause = new Pause(new ManualClock());
    pause.begin(60_000);
    pause.begin(1_000);
    expect(pause.remainingSeconds).toBe(60);
  });

  it('is over when the time is set back', () => {
    const clock = new ManualClock();
    const pause = new Pause(clock);
    pause.begin(5_000);
    clock.advance(-120_000);
    expect(pause.remainingMs).toBe(0);
  });
});
