import { RETRY_WAITS_MS } from '../../../../src/emulator/webhooks/retry-schedule';

it('retries twelve times over 47 hours and 11 minutes', () => {
  expect(RETRY_WAITS_MS).toHaveLength(12);
  expect(RETRY_WAITS_MS.reduce((sum, wait) => sum + wait, 0) / 60_000).toBe(47 * 60 + 11);
});
