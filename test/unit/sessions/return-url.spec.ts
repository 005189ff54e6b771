import { CodedError } from '../../../src/errors/coded.error';
import { absolute, parseReturnUrl } from '../../../src/sessions/return-url';

const HERE = 'https://gateway.example';

/** Where a browser at `HERE` ends up that is redirected to the page. */
const destinationOf = (text: string | undefined) =>
  new URL(absolute(parseReturnUrl(text, HERE), HERE), 'https://somewhere.else');

describe('parseReturnUrl', () => {
  it.each([
    [undefined, '/'],
    ['', '/'],
    ['/', '/'],
    ['/account', '/account'],
    ['/account?tab=orders&next=https://evil.example/#top', '/account?tab=orders&next=https://evil.example/#top'],
    ['/a/../b', '/b'],
    ['/größe/日本', '/gr%C3%B6%C3%9Fe/%E6%97%A5%E6%9C%AC'],
    ['/with space', '/with%20space'],
    ['/@evil.example', '/@evil.example'],
    ['/:80', '/:80'],
    ['/a//evil.example', '/a//evil.example'],
    [`/${'a'.repeat(1999)}`, `/${'a'.repeat(1999)}`],
  ])('takes %j', (text, page) => {
    expect(parseReturnUrl(text, HERE)).toBe(page);
    expect(destinationOf(text).origin).toBe(HERE);
  });

  it.each([
    '//evil.example',
    '///evil.example',
    '////evil.example/%2e%2e',
    '/\\evil.example',
    '\\/evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\t\\evil.example',
    '/./\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    '/.\\/evil.example',
    '/%2f%2fevil.example',
    '/%2Fevil.example',
    '/%5cevil.example',
    '/%5C%5Cevil.example',
    '%2f%2fevil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    'https://evil.example',
    'HTTPS://evil.example',
    'http://gateway.example/',
    'https://gateway.example',
    'https://gateway.example/account',
    'https://gateway.example@evil.example',
    'https://gateway.example.evil.example',
    'https://gateway.example%2eevil.example',
    '//gateway.example@evil.example',
    '//gateway.example:443@evil.example/',
    'gateway.example',
    'account',
    '.',
    '?a',
    '#a',
    '@evil.example',
    '／／evil.example',
    '//evil。example',
    '〳evil.example',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    '/javascript:alert(1)'.slice(1),
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://gateway.example/1',
    `/${'a'.repeat(2000)}`,
  ])('refuses %j', (text) => {
    expect(() => parseReturnUrl(text, HERE)).toThrow(CodedError);
  });

  it('leads home whatever a browser makes of the text', () => {
    const pieces = [
      '/',
      '//',
      '\\',
      '%2f',
      '%5c',
      '.',
      '..',
      '\t',
      '\n',
      '@',
      ':',
      'https:',
      'evil.example',
      '?',
      '#',
      ' ',
    ];
    const taken = pieces
      .flatMap((one) => pieces.flatMap((two) => pieces.map((three) => `/${one}${two}${three}evil.example`)))
      .flatMap((text) => {
        try {
          return [destinationOf(text)];
        } catch (error) {
          expect(error).toMatchObject({ code: 'validation_failed' });
          return [];
        }
      });
    expect(taken.length).toBeGreaterThan(1000);
    expect(new Set(taken.map(({ origin }) => origin))).toEqual(new Set([HERE]));
    expect(taken.filter(({ pathname }) => /^\/(?:\/|\\|%2f|%5c)/i.test(pathname))).toEqual([]);
  });
});
