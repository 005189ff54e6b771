import { CodedError } from '../../../src/errors/coded.error';
import { readCredential } from '../../../src/auth/credential.reader';

const TOKEN = 'OauthNG.JWS.eyJraWQiOiJrIn0.eyJkYXRhIjoie30ifQ.c2lnbmF0dXJl';
const SIGNED = `${'A'.repeat(43)}.${Buffer.from('{"instanceId":"i"}').toString('base64url')}`;

const read = (...values: string[]) =>
  readCredential(
    values.flatMap((value) => ['Authorization', value]),
    undefined,
  );

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof CodedError) return error.code;
    throw error;
  }
  return 'none';
}

describe('readCredential', () => {
  it.each([
    ['bare, as Wix sends it', TOKEN],
    ['after Bearer', `Bearer ${TOKEN}`],
    ['after bearer in any case', `bEaReR ${TOKEN}`],
  ])('reads an access token %s', (_, header) => {
    expect(read(header)).toEqual({ kind: 'access-token', value: TOKEN });
  });

  it.each([SIGNED, `Bearer ${SIGNED}`])('tells a signed instance value from an access token', (header) => {
    expect(read(header)).toEqual({ kind: 'signed-instance', value: SIGNED });
  });

  it('knows a signed instance value in every spelling of base64 that a lenient verifier might read', () => {
    const [, payload = ''] = SIGNED.split('.');
    for (const signature of [`${'A'.repeat(42)}+`, `${'A'.repeat(42)}/`, 'A'.repeat(43) + '=', 'A'.repeat(43) + '==']) {
      for (const value of [`${signature}.${payload}`, `${signature}.${payload}=`, `${signature}.${payload}+/===`]) {
        expect(read(value)).toEqual({ kind: 'signed-instance', value });
      }
    }
  });

  it('takes a legacy two-part token for an access token', () => {
    expect(read('OAUTH2.eyJraWQiOiJrIn0')?.kind).toBe('access-token');
  });

  it('finds the header whatever its case, and whatever else is there', () => {
    expect(readCredential(['Host', 'x', 'aUTHORIZATION', TOKEN, 'Accept', '*/*'], undefined)?.value).toBe(TOKEN);
  });

  it('answers undefined when there is none, or an empty one', () => {
    expect(readCredential(['Host', 'x'], undefined)).toBeUndefined();
    expect(read('')).toBeUndefined();
  });

  it.each(['Basic dXNlcjpwYXNz', 'Digest username="x"', 'Negotiate abc', 'token abc'])(
    'asks for authentication when the scheme is not ours: %s',
    (header) => {
      expect(codeOf(() => read(header))).toBe('authentication_required');
    },
  );

  it.each([
    ['nothing after Bearer', 'Bearer'],
    ['two spaces', `Bearer  ${TOKEN}`],
    ['a tab', `Bearer\t${TOKEN}`],
    ['a list', `Bearer ${TOKEN}, Bearer ${TOKEN}`],
    ['a list of bare tokens', `${TOKEN},${TOKEN}`],
    ['a space inside', `Bearer ${TOKEN} x`],
    ['a letter outside ASCII', `Bearer ${TOKEN}é`],
    ['a control character', `${TOKEN}\u0001`],
    ['over 8 KiB', 'a'.repeat(8193)],
  ])('refuses %s', (_, header) => {
    expect(codeOf(() => read(header))).toBe('invalid_request');
  });

  it('takes a token of 8 KiB', () => {
    expect(read('a'.repeat(8192))?.value).toHaveLength(8192);
  });

  it.each([
    [TOKEN, TOKEN],
    [TOKEN, 'Bearer other'],
    ['', TOKEN],
    [TOKEN, ''],
  ])('refuses two Authorization headers, whatever they hold', (first, second) => {
    expect(codeOf(() => read(first, second))).toBe('invalid_request');
  });

  describe('the instance parameter', () => {
    it('is a signed instance value', () => {
      expect(readCredential([], SIGNED)).toEqual({ kind: 'signed-instance', value: SIGNED });
    });

    it('counts as none when it is empty', () => {
      expect(readCredential([], '')).toBeUndefined();
    });

    it.each([
      ['an access token', TOKEN],
      ['doubled', [SIGNED, SIGNED]],
      ['an object', { a: SIGNED }],
      ['over 8 KiB', `${SIGNED}${'A'.repeat(8192)}`],
    ])('is refused when it is %s', (_, value) => {
      expect(codeOf(() => readCredential([], value))).toBe('invalid_request');
    });

    it('is refused beside an Authorization header', () => {
      expect(codeOf(() => readCredential(['authorization', TOKEN], SIGNED))).toBe('invalid_request');
    });

    it('stands alone when the Authorization header is empty', () => {
      expect(readCredential(['authorization', ''], SIGNED)?.kind).toBe('signed-instance');
    });
  });

  it('never repeats the credential in its error', () => {
    try {
      read(`Bearer ${TOKEN} ${TOKEN}`);
    } catch (error) {
      expect(String(error)).not.toContain('eyJ');
      return;
    }
    throw new Error('it was accepted');
  });
});
