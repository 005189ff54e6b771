import fc from 'fast-check';
import { parseAccessToken } from '../../../src/wix/access-token';
import type { AccessToken } from '../../../src/wix/access-token';
import type { WixRequest } from '../../../src/wix/wix-request';
import { wixTarget } from '../../../src/wix/wix-target';
import { INSTANCE_ID } from './test-app';

const accessToken = parseAccessToken('token') ?? ('' as AccessToken);
const caller = { accessToken, instanceId: INSTANCE_ID };
const target = (id: string, query: WixRequest['query'] = {}): string =>
  wixTarget({ call: 'GET /things/v1/:id/parts', pathParameters: { id }, query, ...caller });

describe('wixTarget', () => {
  it('leaves a path without parameters as it is declared', () => {
    expect(wixTarget({ call: 'POST /stores/v1/products/query', ...caller })).toBe('/stores/v1/products/query');
  });

  it('leaves a path as it is that has a name of its own', () => {
    const call = 'GET /things/v1/…';
    expect(wixTarget({ call, path: "/things/v1/:id/it's%2Fone", query: { a: 'b' }, ...caller })).toBe(
      "/things/v1/:id/it's%2Fone?a=b",
    );
  });

  it('fills in each parameter', () => {
    const call = 'GET /a/:first/b/:second';
    expect(wixTarget({ call, pathParameters: { first: '1', second: '2' }, ...caller })).toBe('/a/1/b/2');
  });

  it.each([
    ['//evil.example', '%2F%2Fevil.example'],
    ['@evil.example', '%40evil.example'],
    ['a/b', 'a%2Fb'],
    ['a\\b', 'a%5Cb'],
    ['a?b=c#d', 'a%3Fb%3Dc%23d'],
    [':id', '%3Aid'],
    ['$&', '%24%26'],
    ['ü🦄', '%C3%BC%F0%9F%A6%84'],
    ['...', '...'],
    ['a..b', 'a..b'],
    ['%41', '%2541'],
  ])('keeps the parameter %j within its segment', (id, segment) => {
    expect(target(id)).toBe(`/things/v1/${segment}/parts`);
  });

  it.each([
    '',
    '.',
    '..',
    '../',
    '../../oauth2/token',
    'a/../../b',
    'a/..',
    '..\\..\\b',
    '%2e',
    '%2e%2e',
    '%2E.',
    '.%2e',
    '..%2f..',
    'a%2f..%2fb',
    '%2e%2e%5cb',
    '..?',
    '..#',
    '.\t.',
    'a\r\nHost: evil',
    'a\0b',
    '\ud800',
  ])('refuses the parameter %j as the caller’s fault', (id) => {
    expect(() => target(id)).toThrow(expect.objectContaining({ code: 'validation_failed' }));
  });

  it('does not repeat a refused value', () => {
    expect(() => target('../secret-value')).toThrow(expect.not.objectContaining({ message: /secret-value/ }));
  });

  it('says which parameter a call lacks', () => {
    expect(() => wixTarget({ call: 'GET /a/:id', ...caller })).toThrow('GET /a/:id needs the path parameter "id"');
  });

  it('serialises the query, without what is undefined', () => {
    const query = { 'paging.limit': 5, all: true, empty: '', none: undefined, odd: 'a&b=c#/\r\n ü' };
    expect(target('a', query)).toBe(
      '/things/v1/a/parts?paging.limit=5&all=true&empty=&odd=a%26b%3Dc%23%2F%0D%0A+%C3%BC',
    );
  });

  it('keeps origin and path whatever the values hold', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'E', 'f', '5', 'c', '?', '#', '@', ':', '\t') }),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (id, name, value) => {
        let sent: string;
        try {
          sent = target(id, { [name]: value });
        } catch {
          return;
        }
        const url = new URL(sent, 'https://www.wixapis.com');
        expect(url.origin).toBe('https://www.wixapis.com');
        expect(url.pathname).toMatch(/^\/things\/v1\/[^/\\]+\/parts$/);
        expect(url.searchParams.size).toBe(1);
        expect(sent).toMatch(/^[\x21-\x7e]+$/);
        // A server that decodes the path before it resolves it must not end up elsewhere either.
        expect(new URL(decodeURIComponent(url.pathname).replace(/[?#].*/s, ''), 'https://x').pathname).toMatch(
          /^\/things\/v1\//,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
