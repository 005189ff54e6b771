import { HttpService } from '@nestjs/axios';
import type { AppConfig } from '../../../src/config/app-config';
import type { Clock } from '../../../src/config/clock';
import { Secret } from '../../../src/config/secret';
import { parseAppId, parseInstanceId } from '../../../src/identifiers/guid';
import { OAuthTransport } from '../../../src/wix/oauth.transport';

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error('a constant of the tests is malformed');
  }
  return value;
}

export const APP_ID = given(parseAppId('7f58c233-72b6-4e45-889c-56aca8dbb2ba'));
export const CLIENT_ID = given(parseAppId('11111111-72b6-4e45-889c-56aca8dbb2ba'));
export const INSTANCE_ID = given(parseInstanceId('1ec48d1e-1919-4b9f-8e08-f7a242fdbf52'));
export const SECRET = 'app-secret-that-must-not-leak';
export const PREVIOUS_SECRET = 'previous-secret-that-must-not-leak';
export const NOW = Date.parse('2026-01-01T00:00:00Z');

export const clock: Clock = { now: () => NOW };

export function testConfig(
  baseUrl: string,
  secrets: readonly [string, ...string[]] = [SECRET],
  deadlineMs = 200,
): AppConfig {
  const [current, ...previous] = secrets;
  return {
    environment: 'test',
    listen: { host: '127.0.0.1', port: 0 },
    ops: { host: '127.0.0.1', port: 0 },
    app: {
      id: APP_ID,
      secrets: [new Secret(current), ...previous.map((secret) => new Secret(secret))],
      publicKeys: [],
    },
    wix: {
      baseUrl,
      tokenInfoTimeoutMs: deadlineMs,
      tokenTimeoutMs: deadlineMs,
      apiTimeoutMs: deadlineMs,
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
    docsEnabled: false,
    logLevel: 'silent',
    traceEndpoint: undefined,
  };
}

export function testTransport(config: AppConfig): OAuthTransport {
  return new OAuthTransport(new HttpService(), config, clock);
}
