import type { IssuedToken } from '../../../src/wix/issued-token';
import { readIssuedToken } from '../../../src/wix/issued-token.schema';
import { NOW } from './test-app';

const TOKEN = 'OauthNG.JWS.header.payload.signature';
/** As it would come off the wire: JSON has no `undefined`, so a key is there or it is not. */
const read = (json: unknown, sentAt: number): IssuedToken | undefined =>
  readIssuedToken(json === undefined ? undefined : JSON.parse(JSON.stringify(json)), sentAt);
const lifeOf = (expires_in: unknown): number | undefined => {
  const token = read({ access_token: TOKEN, expires_in }, NOW);
  return token === undefined ? undefined : (token.expiresAt - NOW) / 1000;
};

describe('readIssuedToken', () => {
  it('counts the life of the token from the moment of sending', () => {
    const reply = { access_token: TOKEN, refresh_token: 'refresh', token_type: 'Bearer', expires_in: 14400 };
    expect(read(reply, NOW)).toEqual({
      accessToken: TOKEN,
      refreshToken: 'refresh',
      expiresAt: NOW + 14_400_000,
    });
  });

  it('reads expires_in as text too', () => {
    expect(lifeOf('14400')).toBe(14400);
  });

  it.each([86_401, 1e12, Number.MAX_VALUE, '99999999999'])('believes expires_in %p for 24 hours at most', (seconds) => {
    expect(lifeOf(seconds)).toBe(86_400);
  });

  it.each([undefined, null, 0, '0', -1, '-1', '', 'soon', '1e3', true, [14400], {}])(
    'gives a token with expires_in %p five minutes',
    (seconds) => {
      expect(lifeOf(seconds)).toBe(300);
    },
  );

  it('gives a token whose expires_in overflows five minutes', () => {
    const json: unknown = JSON.parse(`{"access_token":"${TOKEN}","expires_in":1e999}`);
    expect(readIssuedToken(json, NOW)).toMatchObject({ expiresAt: NOW + 300_000 });
  });

  it.each([undefined, null, ''])('reads the refresh_token %j as none', (refresh_token) => {
    expect(read({ access_token: TOKEN, refresh_token }, NOW)).toMatchObject({ refreshToken: undefined });
  });

  it.each([undefined, null, '', 5, true, {}, [TOKEN], 'two words', 'line\r\nbreak', 'ünicode', 'x'.repeat(8193)])(
    'takes no token from access_token %j',
    (access_token) => {
      expect(read({ access_token, expires_in: 14400 }, NOW)).toBeUndefined();
    },
  );

  it.each([5, {}, ['r'], 'line\nbreak', 'x'.repeat(8193)])(
    'takes no token beside refresh_token %j',
    (refresh_token) => {
      expect(read({ access_token: TOKEN, refresh_token }, NOW)).toBeUndefined();
    },
  );

  it.each([undefined, null, TOKEN, [], [{ access_token: TOKEN }], {}])('takes no token from %j', (json) => {
    expect(read(json, NOW)).toBeUndefined();
  });
});
