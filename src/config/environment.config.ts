import { AppConfig } from './app-config';
import type { Environment } from './environment.schema';

/** The configuration as the environment gives it. */
export class EnvironmentConfig extends AppConfig {
  readonly environment;
  readonly listen;
  readonly ops;
  readonly app;
  readonly wix;
  readonly database;
  readonly redisUrl;
  readonly corsOrigins;
  readonly trustedProxies;
  readonly verdicts;
  readonly rateLimits;
  readonly instanceParameter;
  readonly sessions;
  readonly docsEnabled;
  readonly logLevel;
  readonly traceEndpoint;

  constructor(environment: Environment) {
    super();
    this.environment = environment.NODE_ENV;
    this.listen = { host: environment.HOST, port: environment.PORT };
    this.ops = { host: environment.OPS_HOST, port: environment.OPS_PORT };
    this.app = {
      id: environment.WIX_APP_ID,
      secrets: environment.WIX_APP_SECRET,
      publicKeys: environment.WIX_APP_PUBLIC_KEY ?? [],
    };
    this.wix = {
      baseUrl: environment.WIX_API_BASE_URL,
      tokenInfoTimeoutMs: environment.WIX_TOKEN_INFO_TIMEOUT_MS,
      tokenTimeoutMs: environment.WIX_TOKEN_TIMEOUT_MS,
      apiTimeoutMs: environment.WIX_API_TIMEOUT_MS,
      budgetPerInstance: environment.WIX_BUDGET_PER_INSTANCE,
    };
    this.database = { url: environment.DATABASE_URL, dataDir: environment.DATA_DIR };
    this.redisUrl = environment.REDIS_URL;
    this.corsOrigins = environment.CORS_ORIGINS;
    this.trustedProxies = environment.TRUSTED_PROXIES ?? [];
    this.verdicts = {
      ttlMs: environment.TOKEN_INFO_TTL_MS,
      negativeTtlMs: environment.TOKEN_INFO_NEGATIVE_TTL_MS,
      staleMs: environment.TOKEN_INFO_STALE_MS,
    };
    this.rateLimits = {
      perInstance: environment.RATE_LIMIT_PER_INSTANCE,
      perSubject: environment.RATE_LIMIT_PER_SUBJECT,
      anonymous: environment.RATE_LIMIT_ANONYMOUS,
    };
    this.instanceParameter = {
      mode: environment.INSTANCE_PARAM_MODE,
      maxAgeMs: environment.INSTANCE_PARAM_MAX_AGE_MS,
    };
    this.sessions =
      environment.WIX_CLIENT_ID === undefined
        ? undefined
        : {
            clientId: environment.WIX_CLIENT_ID,
            origins: environment.SESSION_ORIGINS ?? [],
            publicUrl: environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`,
          };
    this.docsEnabled = environment.DOCS_ENABLED;
    this.logLevel = environment.LOG_LEVEL;
    this.traceEndpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  }
}
