import { EntityTags } from '../../../../src/features/settings/entity-tags';

describe('If-Match', () => {
  it.each<[string, '*' | readonly string[]]>([
    ['"a"', ['a']],
    ['"a", "b"', ['a', 'b']],
    ['"a","b" ,\t"c"', ['a', 'b', 'c']],
    [', "a",,', ['a']],
    ['"a,b"', ['a,b']],
    ['""', ['']],
    ['*', '*'],
    [' * ', '*'],
    ['"*"', ['*']],
    ['W/"a"', []],
    ['W/"a", "b"', ['b']],
    // No list of entity tags, so nothing that could match.
    ['', []],
    ['a', []],
    ['"a" "b"', []],
    ['"a", b', []],
    ['w/"a"', []],
    ['"a', []],
    ['*, "a"', []],
    ['"a b"', []],
    // Was once a matter of half a minute.
    [`${' \t'.repeat(50_000)}x`, []],
  ])('%.40j names %j', (field, tags) => {
    expect(EntityTags.parse(field).strong).toEqual(tags);
  });
});

describe('If-None-Match', () => {
  it.each(['"a"', 'W/"a"', '"b", W/"a"', '*'])('%s matches "a"', (field) => {
    expect(EntityTags.parse(field).matchesWeakly('a')).toBe(true);
  });

  it.each(['"b"', '"A"', 'a', '', '"a" x'])('%j does not match "a"', (field) => {
    expect(EntityTags.parse(field).matchesWeakly('a')).toBe(false);
  });
});
