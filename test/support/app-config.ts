import { AppConfig } from '../../src/config/app-config';
import { Secret } from '../../src/config/secret';
import { parseAppId } from '../../src/identifiers/guid';

export const APP_ID = given(parseAppId('11111111-1111-4111-8111-111111111111'));
export const APP_SECRET = 'app-secret-of-the-tests';

/** A configuration for tests of single parts: everything on, nothing outside the process. */
export function testConfig(overrides: Partial<AppConfig> = {}): AppConfig {
  return {
    environment: 'test',
    listen: { host: '127.0.0.1', port: 0 },
    ops: { host: '127.0.0.1', port: 0 },
    app: { id: APP_ID, secrets: [new Secret(APP_SECRET)], publicKeys: [] },
    wix: {
      baseUrl: 'http://127.0.0.1:9',
      tokenInfoTimeoutMs: 1500,
      tokenTimeoutMs: 3000,
      apiTimeoutMs: 10_000,
      budgetPerInstance: 200,
    },
    database: { url: undefined, dataDir: 'memory://' },
    redisUrl: undefined,
    corsOrigins: '*',
    trustedProxies: [],
    verdicts: { ttlMs: 60_000, negativeTtlMs: 10_000, staleMs: 300_000 },
    rateLimits: { perInstance: 0, perSubject: 0, anonymous: 0 },
    instanceParameter: { mode: 'remote', maxAgeMs: 86_400_000 },
    sessions: undefined,
    docsEnabled: true,
    logLevel: 'silent',
    traceEndpoint: undefined,
    ...overrides,
  };
}

/** The value, or a failed test: for what a test knows to be there. */
export function given<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('the test expected a value');
  return value;
}
