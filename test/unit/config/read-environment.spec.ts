import { createPublicKey } from 'node:crypto';
import { inspect } from 'node:util';
import { AppConfig } from '../../../src/config/app-config';
import { ConfigurationError } from '../../../src/config/configuration.error';
import { readEnvironment } from '../../../src/config/read-environment';
import { Secret } from '../../../src/config/secret';
import { WELL_KNOWN_APP_PRIVATE_KEY, WELL_KNOWN_APP_SECRET } from '../../../src/emulator/well-known';
import { configOf, EMULATOR_APP_SECRET, mistakesOf, REQUIRED } from './environment.fixture';

describe('readEnvironment', () => {
  it('gives every setting its default', () => {
    const config = configOf();
    expect(config).toBeInstanceOf(AppConfig);
    expect(config).toMatchObject({
      environment: 'development',
      listen: { host: '0.0.0.0', port: 3000 },
      ops: { host: '127.0.0.1', port: 9464 },
      app: { id: REQUIRED.WIX_APP_ID, secrets: [expect.any(Secret)], publicKeys: [] },
      wix: {
        baseUrl: 'https://www.wixapis.com',
        tokenInfoTimeoutMs: 1500,
        tokenTimeoutMs: 3000,
        apiTimeoutMs: 10_000,
        budgetPerInstance: 200,
      },
      database: { url: undefined, dataDir: './data' },
      redisUrl: undefined,
      corsOrigins: '*',
      trustedProxies: [],
      verdicts: { ttlMs: 60_000, negativeTtlMs: 10_000, staleMs: 300_000 },
      rateLimits: { perInstance: 1200, perSubject: 300, anonymous: 60 },
      instanceParameter: { mode: 'remote', maxAgeMs: 86_400_000 },
      sessions: undefined,
      docsEnabled: true,
      logLevel: 'info',
      traceEndpoint: undefined,
    });
  });

  it('reads every setting from its own name', () => {
    const config = configOf({
      NODE_ENV: 'production',
      HOST: '::1',
      PORT: '0',
      OPS_HOST: 'ops.internal',
      OPS_PORT: '65535',
      WIX_APP_ID: REQUIRED.WIX_APP_ID.toUpperCase(),
      WIX_APP_SECRET: 'new, old',
      WIX_API_BASE_URL: 'https://wix.example/',
      WIX_TOKEN_INFO_TIMEOUT_MS: '1',
      WIX_TOKEN_TIMEOUT_MS: '2',
      WIX_API_TIMEOUT_MS: '3',
      WIX_BUDGET_PER_INSTANCE: '4',
      DATABASE_URL: 'postgresql://gateway:pw@db.internal/liftgate?sslmode=require',
      DATA_DIR: 'memory://',
      REDIS_URL: 'rediss://:pw@redis.internal:6380/1',
      CORS_ORIGINS: 'https://Shop.example:443, http://localhost:4200',
      TRUSTED_PROXIES: '10.0.0.0/8,192.0.2.7, fd00::/8,2001:db8::1',
      TOKEN_INFO_TTL_MS: '5',
      TOKEN_INFO_NEGATIVE_TTL_MS: '6',
      TOKEN_INFO_STALE_MS: '0',
      RATE_LIMIT_PER_INSTANCE: '0',
      RATE_LIMIT_PER_SUBJECT: '7',
      RATE_LIMIT_ANONYMOUS: '8',
      INSTANCE_PARAM_MODE: 'hmac',
      INSTANCE_PARAM_MAX_AGE_MS: '9',
      WIX_CLIENT_ID: 'AAAAAAAA-0000-4000-8000-000000000001',
      SESSION_ORIGINS: 'https://www.shop.example',
      PUBLIC_URL: 'https://api.shop.example',
      DOCS_ENABLED: '0',
      LOG_LEVEL: 'silent',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/v1',
    });
    expect(config).toMatchObject({
      environment: 'production',
      listen: { host: '::1', port: 0 },
      ops: { host: 'ops.internal', port: 65_535 },
      app: { id: REQUIRED.WIX_APP_ID, secrets: [expect.any(Secret), expect.any(Secret)], publicKeys: [] },
      wix: {
        baseUrl: 'https://wix.example',
        tokenInfoTimeoutMs: 1,
        tokenTimeoutMs: 2,
        apiTimeoutMs: 3,
        budgetPerInstance: 4,
      },
      database: { url: expect.any(Secret), dataDir: 'memory://' },
      redisUrl: expect.any(Secret),
      corsOrigins: ['https://shop.example', 'http://localhost:4200'],
      trustedProxies: ['10.0.0.0/8', '192.0.2.7/32', 'fd00::/8', '2001:db8::1/128'],
      verdicts: { ttlMs: 5, negativeTtlMs: 6, staleMs: 0 },
      rateLimits: { perInstance: 0, perSubject: 7, anonymous: 8 },
      instanceParameter: { mode: 'hmac', maxAgeMs: 9 },
      sessions: {
        clientId: 'aaaaaaaa-0000-4000-8000-000000000001',
        origins: ['https://www.shop.example'],
        publicUrl: 'https://api.shop.example',
      },
      docsEnabled: false,
      logLevel: 'silent',
      traceEndpoint: 'http://collector:4318/v1',
    });
    expect(config.app.secrets.map((secret) => secret.reveal())).toEqual(['new', 'old']);
    expect(config.database.url?.reveal()).toBe('postgresql://gateway:pw@db.internal/liftgate?sslmode=require');
    expect(config.redisUrl?.reveal()).toBe('rediss://:pw@redis.internal:6380/1');
  });

  it('turns sessions on by the client id alone', () => {
    expect(configOf({ WIX_CLIENT_ID: REQUIRED.WIX_APP_ID }).sessions).toEqual({
      clientId: REQUIRED.WIX_APP_ID,
      origins: [],
      publicUrl: 'http://localhost:3000',
    });
    expect(configOf({ WIX_CLIENT_ID: REQUIRED.WIX_APP_ID, PORT: '4000' }).sessions).toMatchObject({
      publicUrl: 'http://localhost:4000',
    });
    expect(configOf({ PUBLIC_URL: 'https://api.example' }).sessions).toBeUndefined();
  });

  it('takes an empty value for an unset one', () => {
    expect(configOf({ PORT: '', WIX_CLIENT_ID: '', NODE_ENV: '', TRUSTED_PROXIES: '' })).toEqual(configOf());
    expect(mistakesOf({ WIX_APP_ID: '', WIX_APP_SECRET: '' })).toEqual([
      "WIX_APP_ID: expected the app's id, a GUID, but it is not set",
      "WIX_APP_SECRET: expected the app's secret, or `current,previous` during a rotation, but it is not set",
    ]);
  });

  it('freezes the whole, lists and nested objects too', () => {
    const config = configOf({ CORS_ORIGINS: 'https://a.example', WIX_CLIENT_ID: REQUIRED.WIX_APP_ID });
    const reachable = (value: object): object[] => [
      value,
      ...Object.values(value).flatMap((child: unknown) =>
        typeof child === 'object' && child !== null ? reachable(child) : [],
      ),
    ];
    expect(reachable(config).length).toBeGreaterThan(12);
    expect(reachable(config).filter((part) => !Object.isFrozen(part))).toEqual([]);
  });

  it('does not keep to the environment it was read from', () => {
    const environment: Record<string, string> = { ...REQUIRED, PORT: '4000' };
    const config = readEnvironment(environment, () => undefined);
    environment.PORT = '5000';
    expect(config.listen.port).toBe(4000);
  });

  it('reports all mistakes at once, one line each, without any value', () => {
    const wrong = {
      NODE_ENV: 'wrong-value',
      HOST: 'wrong value',
      PORT: 'wrong-value',
      OPS_HOST: 'wrong value',
      OPS_PORT: 'wrong-value',
      WIX_APP_ID: 'wrong-value',
      WIX_APP_SECRET: 'wrong-value,wrong-value,wrong-value',
      WIX_APP_PUBLIC_KEY: 'wrong-value',
      WIX_API_BASE_URL: 'ftp://wrong-value',
      WIX_TOKEN_INFO_TIMEOUT_MS: 'wrong-value',
      WIX_TOKEN_TIMEOUT_MS: 'wrong-value',
      WIX_API_TIMEOUT_MS: 'wrong-value',
      WIX_BUDGET_PER_INSTANCE: 'wrong-value',
      DATABASE_URL: 'mysql://wrong-value:wrong-value@wrong-value/',
      REDIS_URL: 'http://:wrong-value@wrong-value',
      CORS_ORIGINS: 'wrong-value',
      TRUSTED_PROXIES: 'wrong-value',
      TOKEN_INFO_TTL_MS: 'wrong-value',
      TOKEN_INFO_NEGATIVE_TTL_MS: 'wrong-value',
      TOKEN_INFO_STALE_MS: 'wrong-value',
      RATE_LIMIT_PER_INSTANCE: 'wrong-value',
      RATE_LIMIT_PER_SUBJECT: 'wrong-value',
      RATE_LIMIT_ANONYMOUS: 'wrong-value',
      INSTANCE_PARAM_MODE: 'wrong-value',
      INSTANCE_PARAM_MAX_AGE_MS: 'wrong-value',
      WIX_CLIENT_ID: 'wrong-value',
      SESSION_ORIGINS: 'wrong-value',
      PUBLIC_URL: 'wrong-value',
      DOCS_ENABLED: 'wrong-value',
      LOG_LEVEL: 'wrong-value',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'wrong-value',
    };
    const mistakes = mistakesOf(wrong);
    expect(mistakes.map((line) => line.split(':')[0])).toEqual(Object.keys(wrong));
    for (const line of mistakes) expect(line).toMatch(/^[A-Z_]+: expected \S[^\n]+$/);
    expect(mistakes.join('\n')).not.toMatch(/wrong.value/);
  });

  it('keeps every secret out of the error, whatever way it is printed', () => {
    const secrets = { WIX_APP_SECRET: 'hush hush', DATABASE_URL: 'hush-hush', REDIS_URL: 'hush-hush:6379' };
    let caught: unknown;
    try {
      configOf(secrets);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigurationError);
    expect(inspect(caught, { depth: 9, showHidden: true })).not.toContain('hush');
    expect(JSON.stringify(caught)).not.toContain('hush');
  });

  it('keeps every secret out of a printed configuration', () => {
    const config = configOf({
      WIX_APP_SECRET: 'hush',
      DATABASE_URL: 'postgres://hush@db/x',
      REDIS_URL: 'redis://:hush@redis',
    });
    expect(inspect(config, { depth: 9, showHidden: true })).not.toContain('hush');
    expect(JSON.stringify(config)).not.toContain('hush');
  });
});

describe('a number', () => {
  it.each([
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x10',
    '007',
    ' 1',
    '1 ',
    '1_000',
    'NaN',
    'Infinity',
    '９',
    '65536',
    '9'.repeat(400),
  ])('refuses %j as a port', (text) => {
    expect(mistakesOf({ PORT: text })).toEqual(['PORT: expected an integer from 0 to 65535']);
  });

  it.each([
    ['WIX_TOKEN_INFO_TIMEOUT_MS', '0'],
    ['WIX_TOKEN_TIMEOUT_MS', '0'],
    ['WIX_API_TIMEOUT_MS', '3600001'],
    ['WIX_BUDGET_PER_INSTANCE', '0'],
    ['TOKEN_INFO_TTL_MS', '86400001'],
    ['RATE_LIMIT_PER_INSTANCE', '1000000001'],
    ['INSTANCE_PARAM_MAX_AGE_MS', '0'],
  ])('refuses %s=%s, out of its range', (name, text) => {
    expect(mistakesOf({ [name]: text })).toEqual([
      expect.stringMatching(`^${name}: expected an integer from \\d+ to \\d+$`),
    ]);
  });
});

describe('a word', () => {
  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('reads DOCS_ENABLED=%s', (text, enabled) => {
    expect(configOf({ DOCS_ENABLED: text }).docsEnabled).toBe(enabled);
  });

  it.each(['yes', 'no', 'TRUE', 'on', 'off', '2', ' true'])('refuses DOCS_ENABLED=%j', (text) => {
    expect(mistakesOf({ DOCS_ENABLED: text })).toEqual(['DOCS_ENABLED: expected true, false, 1 or 0']);
  });

  it.each(['staging', 'Production', 'prod', 'production '])('refuses NODE_ENV=%j', (text) => {
    expect(mistakesOf({ NODE_ENV: text })).toEqual(['NODE_ENV: expected one of development, test, production']);
  });

  it('refuses a log level that pino does not have', () => {
    expect(mistakesOf({ LOG_LEVEL: 'verbose' })).toEqual([
      'LOG_LEVEL: expected one of fatal, error, warn, info, debug, trace, silent',
    ]);
  });
});

describe("the app's secret", () => {
  it.each([',', 'a,', ',a', 'a,,b', 'a,b,c', 'two words', 'line\nbreak', ' ', 'ü'])('refuses %j', (text) => {
    expect(mistakesOf({ WIX_APP_SECRET: text })).toEqual([
      "WIX_APP_SECRET: expected the app's secret, or `current,previous` during a rotation",
    ]);
  });
});

describe('in production', () => {
  const production = { NODE_ENV: 'production' };

  it.each([EMULATOR_APP_SECRET, `${EMULATOR_APP_SECRET},own`, `own, ${EMULATOR_APP_SECRET}`])(
    "refuses the emulator's app secret: %s",
    (text) => {
      const mistakes = mistakesOf({ ...production, WIX_APP_SECRET: text });
      expect(mistakes).toEqual([expect.stringMatching(/^WIX_APP_SECRET: expected the app's own secret/)]);
      expect(mistakes.join()).not.toContain(EMULATOR_APP_SECRET);
      expect(mistakesOf({ NODE_ENV: 'test', WIX_APP_SECRET: text })).toEqual([]);
    },
  );

  it("refuses the emulator's key, taken from the emulator itself", () => {
    const key = createPublicKey(WELL_KNOWN_APP_PRIVATE_KEY).export({ type: 'spki', format: 'pem' }).toString();
    expect(mistakesOf({ ...production, WIX_APP_PUBLIC_KEY: key })).toEqual([
      expect.stringMatching(/^WIX_APP_PUBLIC_KEY: expected the app's own key/),
    ]);
    expect(mistakesOf({ NODE_ENV: 'test', WIX_APP_PUBLIC_KEY: key })).toEqual([]);
  });

  it("knows the emulator's app secret as the emulator does", () => {
    expect(EMULATOR_APP_SECRET).toBe(WELL_KNOWN_APP_SECRET);
  });

  it.each(['http://127.0.0.1:4100', 'http://localhost:4100', 'http://[::1]:4100'])('refuses Wix at %s', (url) => {
    expect(mistakesOf({ ...production, WIX_API_BASE_URL: url })).toEqual([
      'WIX_API_BASE_URL: expected an https origin without a path (NODE_ENV is production)',
    ]);
  });

  it.each(['', 'http://api.example', 'http://localhost:3000'])(
    'wants an https origin for sessions, whose cookie and logins hang on it: PUBLIC_URL=%j',
    (text) => {
      const sessions = { WIX_CLIENT_ID: REQUIRED.WIX_APP_ID, PUBLIC_URL: text };
      expect(mistakesOf({ ...production, ...sessions })).toEqual([
        expect.stringMatching(
          /^PUBLIC_URL: expected the https origin browsers reach the gateway at \(WIX_CLIENT_ID is set\)/,
        ),
      ]);
      expect(mistakesOf({ ...production, PUBLIC_URL: text })).toEqual([]);
      expect(mistakesOf({ NODE_ENV: 'test', ...sessions })).toEqual([]);
    },
  );

  it('reports both beside any other mistake', () => {
    const mistakes = mistakesOf({
      ...production,
      PORT: 'x',
      WIX_APP_SECRET: EMULATOR_APP_SECRET,
      WIX_API_BASE_URL: 'http://localhost:4100',
    });
    expect(mistakes.map((line) => line.split(':')[0])).toEqual(['PORT', 'WIX_APP_SECRET', 'WIX_API_BASE_URL']);
  });
});
