import { parseRetryAfter } from '../../../src/wix/retry-after';
import { NOW } from './test-app';

describe('parseRetryAfter', () => {
  it.each([
    ['1', 1],
    ['30', 30],
    ['60', 60],
    ['0', 1],
    ['61', 60],
    ['9'.repeat(400), 60],
    ['Thu, 01 Jan 2026 00:00:07 GMT', 7],
    ['Thursday, 01-Jan-26 00:00:07 GMT', 7],
    ['Thu Jan  1 00:00:07 2026', 7],
    ['Sat Jan 10 00:00:07 2026', 60],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 1],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 1],
    ['Fri, 02 Jan 2026 00:00:00 GMT', 60],
  ])('%s means %d s', (value, seconds) => {
    expect(parseRetryAfter(value, NOW)).toBe(seconds);
  });

  it.each([' 7', '7 ', '\t7 \t', 'Thu, 01 Jan 2026 00:00:07 GMT  '])(
    'the white space around %j is none of it',
    (value) => {
      expect(parseRetryAfter(value, NOW)).toBe(7);
    },
  );

  it('the first of several counts', () => {
    expect(parseRetryAfter(['7', '9'], NOW)).toBe(7);
    expect(parseRetryAfter(['soon', '9'], NOW)).toBeUndefined();
  });

  it('rounds a date up, so that nobody comes too early', () => {
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:07 GMT', NOW + 1)).toBe(7);
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:07 GMT', NOW + 999)).toBe(7);
  });

  it.each([
    undefined,
    null,
    '',
    ' ',
    'soon',
    '-5',
    '+5',
    '1.5',
    '1e1',
    '0x10',
    '5, 6',
    [],
    5,
    '2026-01-01T00:00:07Z',
    'Thu, 01 Jan 2026 00:00:07',
    'Thu Jan  1 00:00:07 2026 GMT+0200',
    'Thu Jan 99 00:00:07 2026',
    'Thu, 99 Abc 2026 00:00:07 GMT',
  ])('%j says nothing', (value) => {
    expect(parseRetryAfter(value, NOW)).toBeUndefined();
  });
});
