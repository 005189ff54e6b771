import { parseAccessToken } from '../../../src/wix/access-token';
import type { AccessToken } from '../../../src/wix/access-token';
import { wixHeaders } from '../../../src/wix/wix-headers';
import { INSTANCE_ID } from './test-app';

const accessToken = parseAccessToken('token') ?? ('' as AccessToken);
const caller = { accessToken, instanceId: INSTANCE_ID };
const headersWith = (headers: Record<string, string>): Record<string, string> =>
  wixHeaders({ call: 'GET /things', ...caller, headers });

describe('wixHeaders', () => {
  it.each(['accept-language', 'x-wix-consistent', 'x-wix-bi-gateway'])('passes %s on', (name) => {
    expect(headersWith({ [name]: 'value' })).toHaveProperty(name, 'value');
  });

  it.each([
    'wix-site-id',
    'wix-account-id',
    'x-wix-metasite-id',
    'x-wix-instance-id',
    'x-wix-client-artifact-id',
    'cookie',
    'proxy-authorization',
    'x-forwarded-for',
    'forwarded',
    'host',
    'connection',
    'transfer-encoding',
    'content-length',
    'te',
    'upgrade',
    'expect',
    'constructor',
    'Accept-Language',
  ])('drops %s', (name) => {
    expect(headersWith({ [name]: 'value' })).toEqual(headersWith({}));
  });

  it.each(['authorization', 'accept', 'accept-encoding', 'user-agent', 'content-type'])('keeps its own %s', (name) => {
    expect(headersWith({ [name]: 'value' })).toEqual(headersWith({}));
  });

  it.each(['a\r\nb', 'a\nb', 'a\rb', 'a\0b', 'a\x7fb', 'ü', '\u2028'])('refuses the value %j', (value) => {
    expect(() => headersWith({ 'accept-language': value })).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.not.stringContaining(value) }),
    );
  });
});
