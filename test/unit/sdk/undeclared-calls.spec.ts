import { declarationOf, UndeclaredCalls } from '../../../src/sdk/undeclared-calls';

describe('declarationOf', () => {
  it.each([
    ['/apps/v1/instance', 'GET /apps/v1/instance'],
    ['/_api/members/v1/members/query-platformized', 'GET /_api/members/v1/members/query-platformized'],
    ['/stores/v1/products/00000000-0000-4000-8000-000000000404', 'GET /stores/v1/products/:value'],
    ['/gift-cards/v1/by-code/CODE-7/of/jane%40example.com', 'GET /gift-cards/v1/by-code/:value/of/:value2'],
    ['/things/v2026010112', 'GET /things/:value'],
    ['/things/:id/', 'GET /things/:value/'],
  ] as const)('of %s is %s', (path, declaration) => {
    expect(declarationOf('GET', path)).toBe(declaration);
  });
});

describe('a call as the caller', () => {
  it.each([
    ['/gift-cards/v1/by-code/CODE-jane%40example.com', 'GET /gift-cards/v1/…'],
    ['/stores-reader/v1/products', 'GET /stores-reader/v1/…'],
    ['/stores-reader/apps/v1/permissions', 'GET /stores-reader/apps/…'],
    ['/v1/things', 'GET /v1/things/…'],
    ['/things', 'GET /things/…'],
    ['/', 'GET /…'],
    ['//things', 'GET /…'],
    ['/jane%40example.com/v1', 'GET /…'],
    ['/things/jane@example.com', 'GET /things/…'],
    ['/things/00000000-0000-4000-8000-000000000404/parts', 'GET /things/…'],
    ['/things/42', 'GET /things/…'],
    ['/things/v2026010112', 'GET /things/…'],
    ['/things/Jane', 'GET /things/…'],
    ['/things/:id', 'GET /things/…'],
    [`/things/${'a'.repeat(40)}`, 'GET /things/…'],
  ] as const)('to %s is known as %s', (path, name) => {
    expect(new UndeclaredCalls().nameOf('GET', path)).toBe(name);
  });
});

describe('UndeclaredCalls', () => {
  it('has a hundred names, and one for each method for all others', () => {
    const calls = new UndeclaredCalls();
    const word = (index: number) => String(index).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
    const names = new Set<string>();
    for (let index = 0; index < 1_000; index++) names.add(calls.nameOf('GET', `/${word(index)}/v1/things`));
    expect(names.size).toBe(101);
    expect(names).toContain('GET /…');
    expect(calls.nameOf('POST', '/another/v1/things')).toBe('POST /…');
    expect(calls.nameOf('GET', '/a/v1/others')).toBe('GET /a/v1/…');
  });
});
