import { HttpService } from '@nestjs/axios';
import { AppConfig } from '../../../src/config/app-config';
import { Clock } from '../../../src/config/clock';
import { Randomness } from '../../../src/config/randomness';
import { Secret } from '../../../src/config/secret';
import { SilentTelemetry, type Telemetry } from '../../../src/config/telemetry';
import { parseAppId, parseInstanceId } from '../../../src/identifiers/guid';
import { CallBudgets } from '../../../src/wix/call-budgets';
import { HeadlessClient } from '../../../src/wix/headless.client';
import { OAuthClient } from '../../../src/wix/oauth.client';
import { OAuthTransport } from '../../../src/wix/oauth.transport';
import { TokenInfoClient } from '../../../src/wix/token-info.client';
import { WixRestClient } from '../../../src/wix/wix-rest.client';

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error('a constant of the tests is malformed');
  }
  return value;
}

export const APP_ID = given(parseAppId('7f58c233-72b6-4e45-889c-56aca8dbb2ba'));
export const CLIENT_ID = given(parseAppId('11111111-72b6-4e45-889c-56aca8dbb2ba'));
export const OTHER_INSTANCE_ID = given(parseInstanceId('2ec48d1e-1919-4b9f-8e08-f7a242fdbf52'));
export const INSTANCE_ID = given(parseInstanceId('1ec48d1e-1919-4b9f-8e08-f7a242fdbf52'));
export const SECRET = 'app-secret-that-must-not-leak';
export const PREVIOUS_SECRET = 'previous-secret-that-must-not-leak';
export const NOW = Date.parse('2026-01-01T00:00:00Z');

class FixedClock extends Clock {
  now(): number {
    return NOW;
  }
}

export const clock = new FixedClock();

/** The configuration of a gateway whose Wix is at `baseUrl`. */
class TestConfig extends AppConfig {
  readonly environment = 'test';
  readonly listen = { host: '127.0.0.1', port: 0 };
  readonly ops = { host: '127.0.0.1', port: 0 };
  readonly app: AppConfig['app'];
  readonly wix: AppConfig['wix'];
  readonly database = { url: undefined, dataDir: 'memory://' };
  readonly redisUrl = undefined;
  readonly corsOrigins = '*';
  readonly trustedProxies = [];
  readonly verdicts = { ttlMs: 60_000, negativeTtlMs: 10_000, staleMs: 300_000 };
  readonly rateLimits = { perInstance: 0, perSubject: 0, anonymous: 0 };
  readonly instanceParameter = { mode: 'remote', maxAgeMs: 86_400_000 } as const;
  readonly sessions = undefined;
  readonly docsEnabled = false;
  readonly logLevel = 'silent';
  readonly traceEndpoint = undefined;

  constructor(
    baseUrl: string,
    [current, ...previous]: readonly [string, ...string[]],
    deadlineMs: number,
    budgetPerInstance: number,
  ) {
    super();
    const secrets = [new Secret(current), ...previous.map((secret) => new Secret(secret))] as const;
    this.app = { id: APP_ID, secrets, publicKeys: [] };
    this.wix = {
      baseUrl,
      tokenInfoTimeoutMs: deadlineMs,
      tokenTimeoutMs: deadlineMs,
      apiTimeoutMs: deadlineMs,
      budgetPerInstance,
    };
  }
}

interface Variant {
  readonly secrets?: readonly [string, ...string[]];
  readonly deadlineMs?: number;
  readonly budgetPerInstance?: number;
}

export function testConfig(baseUrl: string, variant: Variant = {}): AppConfig {
  const { secrets = [SECRET], deadlineMs = 5000, budgetPerInstance = 200 } = variant;
  return new TestConfig(baseUrl, secrets, deadlineMs, budgetPerInstance);
}

/** Always 0: no retry waits. */
export class NoChance extends Randomness {
  next(): number {
    return 0;
  }
}

/** What stands around the clients, where a test does not bring its own. */
export interface Surroundings {
  readonly time?: Clock;
  readonly telemetry?: Telemetry;
  readonly budgets?: CallBudgets;
}

export function testRestClient(config: AppConfig, surroundings: Surroundings = {}): WixRestClient {
  const { time = clock, telemetry = new SilentTelemetry(), budgets = new CallBudgets(config, time) } = surroundings;
  return new WixRestClient(config, time, new NoChance(), budgets, telemetry);
}

export function testTokenInfoClient(config: AppConfig, surroundings: Surroundings = {}): TokenInfoClient {
  const { time = clock, telemetry = new SilentTelemetry() } = surroundings;
  return new TokenInfoClient(transport(config, time), config, time, new NoChance(), telemetry);
}

export function testOAuthClient(config: AppConfig, surroundings: Surroundings = {}): OAuthClient {
  const { time = clock, budgets = new CallBudgets(config, time) } = surroundings;
  return new OAuthClient(transport(config, time), config, time, new NoChance(), budgets);
}

export function testHeadlessClient(config: AppConfig, surroundings: Surroundings = {}): HeadlessClient {
  const { time = clock, telemetry = new SilentTelemetry() } = surroundings;
  return new HeadlessClient(transport(config, time), config, time, new NoChance(), telemetry);
}

function transport(config: AppConfig, time: Clock): OAuthTransport {
  return new OAuthTransport(new HttpService(), config, time);
}
