import { parseAccessToken } from '../../../src/wix/access-token';

describe('parseAccessToken', () => {
  it.each(['a', 'OauthNG.JWS.eyJraWQi.eyJkYXRh.c2ln', 'x'.repeat(8192), '~!'])('takes %j', (value) => {
    expect(parseAccessToken(value)).toBe(value);
  });

  it.each([undefined, null, '', ' ', 'a b', 'a\n', 'a\r\nb', 'a\0', 'ü', 'x'.repeat(8193), 5, ['a'], {}])(
    'takes %j for none',
    (value) => {
      expect(parseAccessToken(value)).toBeUndefined();
    },
  );
});
