import { Logger } from '@nestjs/common';
import type { SystemDatabase } from '../../../src/database/system.database';
import { SessionSweep } from '../../../src/sessions/session.sweep';
import { testConfig } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { SESSIONS_ON } from '../../support/session-gateway';

Logger.overrideLogger(false);

const TEN_MINUTES = 600_000;

describe('the sweep of sessions', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const given = (sessions: typeof SESSIONS_ON | undefined, run = jest.fn(() => Promise.resolve([]))) => {
    // Only `run` is used of it, and what the statements are is tested on a database.
    const database = { run } as unknown as SystemDatabase;
    const sweep = new SessionSweep(testConfig({ sessions }), new ManualClock(), database);
    sweep.onApplicationBootstrap();
    return { sweep, run };
  };

  it('runs every ten minutes, also after a failure, until the process stops', async () => {
    const run = jest.fn(() => Promise.resolve([])).mockReturnValueOnce(Promise.reject(new Error('database down')));
    const { sweep } = given(SESSIONS_ON, run);
    await jest.advanceTimersByTimeAsync(TEN_MINUTES);
    expect(run).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(TEN_MINUTES);
    expect(run).toHaveBeenCalledTimes(4);
    await sweep.onModuleDestroy();
    await jest.advanceTimersByTimeAsync(TEN_MINUTES);
    expect(run).toHaveBeenCalledTimes(4);
  });

  it('does nothing where sessions are off', async () => {
    const { run } = given(undefined);
    await jest.advanceTimersByTimeAsync(TEN_MINUTES);
    expect(run).not.toHaveBeenCalled();
  });
});
