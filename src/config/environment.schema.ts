import { z } from 'zod';
import { parseAppId } from '../identifiers/guid';
import { isEmulatorAppSecret, parseAppSecrets } from './app-secret.parser';
import { parseList } from './list.parser';
import { parseCidr, parseListenHost } from './network.parser';
import { parseOrigin, parseWixOrigin } from './origin.parser';
import { isEmulatorPublicKey, parsePublicKey } from './public-key.parser';
import { Secret } from './secret';
import { choice, flag, integer, setting } from './setting.schema';
import { parseUrl } from './url.parser';

// The upper ends only catch a wrong unit: nothing of the gateway breaks there.
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const MOST_A_MINUTE = 1_000_000_000;

const host = () => setting('an IP address or a host name', parseListenHost);
const port = () => integer(0, 65_535);
const lifetimeMs = () => integer(0, DAY_MS);
const deadlineMs = () => integer(1, HOUR_MS);
const requestsAMinute = () => integer(0, MOST_A_MINUTE);

const secretUrl = (expected: string, schemes: readonly string[]) =>
  setting(expected, (text) => {
    const url = parseUrl(text, schemes);
    return url === undefined ? undefined : new Secret(url);
  });

const appSecrets = (production: boolean) =>
  setting("the app's secret, or `current,previous` during a rotation", parseAppSecrets).refine(
    (secrets) => !production || !secrets.some(isEmulatorAppSecret),
    { error: "expected the app's own secret: the emulator's is refused when NODE_ENV is production" },
  );

const publicKeys = (production: boolean) =>
  setting(
    'one or two RSA public keys of at least 2048 bits, comma-separated, each as PEM, PEM with literal \\n, or base64 of PEM',
    (text) => {
      const keys = parseList(text, parsePublicKey);
      return keys === undefined || keys.length > 2 ? undefined : keys;
    },
  ).refine((keys) => !production || !keys.some(isEmulatorPublicKey), {
    error: "expected the app's own key: the emulator's is refused when NODE_ENV is production",
  });

const wixOrigin = (production: boolean) =>
  setting(
    production
      ? 'an https origin without a path (NODE_ENV is production)'
      : 'an https origin without a path, or an http one on a loopback host',
    (text) => parseWixOrigin(text, !production),
  );

const corsOrigins = () =>
  setting<'*' | readonly string[]>('* or origins, comma-separated, such as https://www.example.com', (text) =>
    text === '*' ? text : parseList(text, parseOrigin),
  );

const publicUrl = () =>
  setting('the origin browsers reach the gateway at, such as https://api.example.com', parseOrigin);

/** Logins lead back here, and browsers keep the session's cookie of an https origin alone. */
const sessionUrl = () =>
  setting('the https origin browsers reach the gateway at (WIX_CLIENT_ID is set)', (text) => {
    const origin = parseOrigin(text);
    return origin?.startsWith('https:') === true ? origin : undefined;
  });

/** The environment by its names, with every default and range. `production` refuses what only the emulator needs. */
export const environmentSchema = (production: boolean, withSessions: boolean) =>
  z.object({
    NODE_ENV: choice(['development', 'test', 'production']).default('development'),
    HOST: host().default('0.0.0.0'),
    PORT: port().default(3000),
    OPS_HOST: host().default('127.0.0.1'),
    OPS_PORT: port().default(9464),

    WIX_APP_ID: setting("the app's id, a GUID", parseAppId),
    WIX_APP_SECRET: appSecrets(production),
    WIX_APP_PUBLIC_KEY: publicKeys(production).optional(),
    WIX_API_BASE_URL: wixOrigin(production).default('https://www.wixapis.com'),
    WIX_TOKEN_INFO_TIMEOUT_MS: deadlineMs().default(1_500),
    WIX_TOKEN_TIMEOUT_MS: deadlineMs().default(3_000),
    WIX_API_TIMEOUT_MS: deadlineMs().default(10_000),
    // Wix's own limit. 0 would only mean a gateway that never calls Wix.
    WIX_BUDGET_PER_INSTANCE: integer(1, MOST_A_MINUTE).default(200),

    DATABASE_URL: secretUrl('a postgres:// or postgresql:// URL', ['postgres:', 'postgresql:']).optional(),
    DATA_DIR: z.string().default('./data'),
    REDIS_URL: secretUrl('a redis:// or rediss:// URL', ['redis:', 'rediss:']).optional(),

    CORS_ORIGINS: corsOrigins().default('*'),
    TRUSTED_PROXIES: setting('CIDRs or IP addresses, comma-separated', (text) => parseList(text, parseCidr)).optional(),

    TOKEN_INFO_TTL_MS: lifetimeMs().default(60_000),
    TOKEN_INFO_NEGATIVE_TTL_MS: lifetimeMs().default(10_000),
    TOKEN_INFO_STALE_MS: lifetimeMs().default(300_000),
    RATE_LIMIT_PER_INSTANCE: requestsAMinute().default(1_200),
    RATE_LIMIT_PER_SUBJECT: requestsAMinute().default(300),
    RATE_LIMIT_ANONYMOUS: requestsAMinute().default(60),

    INSTANCE_PARAM_MODE: choice(['remote', 'hmac']).default('remote'),
    INSTANCE_PARAM_MAX_AGE_MS: integer(1, YEAR_MS).default(DAY_MS),

    WIX_CLIENT_ID: setting('the id of an OAuth app, a GUID', parseAppId).optional(),
    SESSION_ORIGINS: setting('origins, comma-separated, such as https://www.example.com', (text) =>
      parseList(text, parseOrigin),
    ).optional(),
    PUBLIC_URL: production && withSessions ? sessionUrl() : publicUrl().optional(),

    DOCS_ENABLED: flag().default(true),
    LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
    OTEL_EXPORTER_OTLP_ENDPOINT: setting('an http:// or https:// URL', (text) =>
      parseUrl(text, ['http:', 'https:']),
    ).optional(),
  });

export type Environment = z.output<ReturnType<typeof environmentSchema>>;
