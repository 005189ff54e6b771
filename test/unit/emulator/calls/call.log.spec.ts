import { CallLog } from '../../../../src/emulator/calls/call.log';

function logOf(count: number): CallLog {
  const log = new CallLog();
  for (let index = 0; index < count; index += 1) log.append({ at: '', method: 'GET', path: `/${index}`, status: 200 });
  return log;
}

describe('CallLog', () => {
  it('keeps the latest 100,000 in order and counts all', () => {
    const log = logOf(100_003);
    expect(log.total).toBe(100_003);
    const calls = log.list();
    expect(calls).toHaveLength(100_000);
    expect([calls[0]?.path, calls.at(-1)?.path]).toEqual(['/3', '/100002']);
  });

  it('starts anew when emptied', () => {
    const log = logOf(100_003);
    log.clear();
    expect([log.total, log.list()]).toEqual([0, []]);
    log.append({ at: '', method: 'GET', path: '/again', status: 200 });
    expect(log.list()).toHaveLength(1);
  });
});
