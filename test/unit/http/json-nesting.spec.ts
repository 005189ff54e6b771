import { isNestedDeeperThan } from '../../../src/http/json-nesting';

describe('isNestedDeeperThan', () => {
  it.each([
    ['1', 0, false],
    ['[]', 0, true],
    ['[]', 1, false],
    ['[[]]', 1, true],
    ['{"a":[{}]}', 3, false],
    ['{"a":[{}]}', 2, true],
    ['[[],[],[]]', 2, false],
    ['["[[[["]', 1, false],
    ['["\\"[[[["]', 1, false],
    ['["\\\\",[]]', 1, true],
    ['["\\\\\\"[[[["]', 1, false],
    ['["é[語[😀["]', 1, false],
    ['"unfinished [[[[', 1, false],
    ['"ends with \\', 1, false],
  ])('of %s beyond %i is %p', (json, limit, expected) => {
    expect(isNestedDeeperThan(limit, Buffer.from(json))).toBe(expected);
  });
});
