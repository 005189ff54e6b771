import { configOf, mistakesOf } from './environment.fixture';

const namesIn = (mistakes: readonly string[]) => mistakes.map((line) => line.split(':')[0]);

describe('WIX_API_BASE_URL', () => {
  it.each([
    ['https://www.wixapis.com', 'https://www.wixapis.com'],
    ['https://www.wixapis.com/', 'https://www.wixapis.com'],
    ['HTTPS://Wix.Example:443', 'https://wix.example'],
    ['http://127.0.0.1:4100', 'http://127.0.0.1:4100'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://localhost:4100/', 'http://localhost:4100'],
    ['http://[::1]:4100', 'http://[::1]:4100'],
  ])('reads %s', (text, origin) => {
    expect(configOf({ WIX_API_BASE_URL: text }).wix.baseUrl).toBe(origin);
  });

  it.each([
    'http://www.wixapis.com',
    'http://127.0.0.1.attacker.example',
    'http://localhost.attacker.example',
    'http://128.0.0.1',
    'http://[::2]',
    'https://user:pass@www.wixapis.com',
    'https://user@www.wixapis.com',
    'http://127.0.0.1@attacker.example',
    'https://www.wixapis.com/apps',
    'https://www.wixapis.com//',
    'https://www.wixapis.com?a=b',
    'https://www.wixapis.com?',
    'https://www.wixapis.com#',
    'https:www.wixapis.com',
    'https:/www.wixapis.com',
    'https:\\\\www.wixapis.com',
    'https://www.wixapis.com\\apps',
    'https://www.wix\tapis.com',
    ' https://www.wixapis.com',
    'https://www.wixapis.com:99999',
    'ws://127.0.0.1',
    'www.wixapis.com',
    'https://',
  ])('refuses %j', (text) => {
    expect(namesIn(mistakesOf({ WIX_API_BASE_URL: text }))).toEqual(['WIX_API_BASE_URL']);
  });
});

describe('CORS_ORIGINS and SESSION_ORIGINS', () => {
  it.each([
    '*.shop.example',
    'https://*.shop.example',
    '*,https://shop.example',
    'null',
    'https://shop.example/path',
    'https://shop.example,',
    'https://a.example https://b.example',
    'shop.example',
    'file:///index.html',
  ])('refuse %j', (text) => {
    expect(namesIn(mistakesOf({ CORS_ORIGINS: text, SESSION_ORIGINS: text }))).toEqual([
      'CORS_ORIGINS',
      'SESSION_ORIGINS',
    ]);
  });

  it('allow every origin only where no cookie is read', () => {
    expect(configOf({ CORS_ORIGINS: '*' }).corsOrigins).toBe('*');
    expect(namesIn(mistakesOf({ SESSION_ORIGINS: '*' }))).toEqual(['SESSION_ORIGINS']);
  });
});

describe('PUBLIC_URL', () => {
  it.each(['https://api.example/gateway', 'https://a.example,https://b.example', 'api.example'])(
    'refuses %j',
    (text) => {
      expect(namesIn(mistakesOf({ PUBLIC_URL: text }))).toEqual(['PUBLIC_URL']);
    },
  );
});

describe('TRUSTED_PROXIES', () => {
  it.each([
    '10.0.0.0/33',
    '10.0.0/8',
    '10.8',
    '010.0.0.1',
    '0x0a.0.0.1',
    '167772161',
    'fd00::/129',
    'loopback',
    '10.0.0.1,',
    '10.0.0.1 10.0.0.2',
    '10.0.0.0/',
    '*',
    'true',
  ])('refuses %j', (text) => {
    expect(namesIn(mistakesOf({ TRUSTED_PROXIES: text }))).toEqual(['TRUSTED_PROXIES']);
  });
});

describe('HOST', () => {
  it.each(['0.0.0.0', '::', '::1', 'localhost', 'gateway-1.internal', 'a'])('reads %s', (text) => {
    expect(configOf({ HOST: text, OPS_HOST: text })).toMatchObject({ listen: { host: text }, ops: { host: text } });
  });

  it.each(['[::1]', '127.0.0', '256.0.0.1', 'http://localhost', 'localhost:3000', '-a', 'a..b', 'a b'])(
    'refuses %j',
    (text) => {
      expect(namesIn(mistakesOf({ HOST: text, OPS_HOST: text }))).toEqual(['HOST', 'OPS_HOST']);
    },
  );
});

describe('DATABASE_URL and REDIS_URL', () => {
  it.each(['postgres://db/x', 'postgresql:///liftgate?host=/var/run/postgresql'])('reads %s', (text) => {
    expect(configOf({ DATABASE_URL: text }).database.url?.reveal()).toBe(text);
  });

  it.each(['db.internal/x', 'postgres:db', 'mysql://db/x', 'postgres://db/a b'])('refuse %j', (text) => {
    expect(namesIn(mistakesOf({ DATABASE_URL: text, REDIS_URL: text }))).toEqual(['DATABASE_URL', 'REDIS_URL']);
  });
});
