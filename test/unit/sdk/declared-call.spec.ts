import { findDeclaredCall } from '../../../src/sdk/declared-call';

const DECLARED = ['GET /v1/things/:id', 'GET /v1/things/latest', 'POST /v1/things/:id/parts/:part'] as const;

describe('findDeclaredCall', () => {
  it('finds what is spelled out before what has parameters', () => {
    expect(findDeclaredCall(DECLARED, 'GET', '/v1/things/latest')).toEqual({
      call: 'GET /v1/things/latest',
      pathParameters: {},
    });
  });

  it('reads the parameters, decoded', () => {
    expect(findDeclaredCall(DECLARED, 'POST', '/v1/things/a%20b/parts/2')).toEqual({
      call: 'POST /v1/things/:id/parts/:part',
      pathParameters: { id: 'a b', part: '2' },
    });
  });

  it.each([
    ['POST', '/v1/things/1'],
    ['GET', '/v1/things'],
    ['GET', '/v1/things/'],
    ['GET', '/v1/things/1/'],
    ['GET', '/v1/things/1/parts'],
    ['GET', '//v1/things/1'],
    ['GET', '/V1/things/1'],
    ['GET', '/v1/things/%E0%A4%A'],
    ['GET', '/v1/things/:id/more'],
  ] as const)('does not know %s %s', (method, path) => {
    expect(findDeclaredCall(DECLARED, method, path)).toBeUndefined();
  });

  it('takes a colon for no parameter in what is called', () => {
    expect(findDeclaredCall(DECLARED, 'GET', '/v1/things/:id')?.pathParameters).toEqual({ id: ':id' });
  });
});
