import { readBody } from '../../../../src/emulator/http/body-parser';

const FORM = 'application/x-www-form-urlencoded; charset=utf-8';

describe('readBody', () => {
  it.each([
    ['{"a":1}', 'application/json', { a: 1 }],
    ['{"a":1}', FORM, { a: 1 }],
    ['{"a":1}', '', { a: 1 }],
    ['a=1&b=x%20y', FORM, { a: '1', b: 'x y' }],
    ['{broken', 'application/json', '{broken'],
    ['', 'application/json', undefined],
    ['plain', 'text/plain', 'plain'],
  ])('reads %j of type "%s"', (text, contentType, body) => {
    expect(readBody(text, contentType)).toEqual(body);
  });
});
