import type { AppId } from '../identifiers/guid';
import type { Secret } from './secret';

/** Everything the gateway is told from outside, read once at start and frozen. Durations are in milliseconds. */
export abstract class AppConfig {
  abstract readonly environment: 'development' | 'test' | 'production';
  /** The public listener. Port 0 takes a free one. */
  abstract readonly listen: { readonly host: string; readonly port: number };
  /** Metrics and detailed health; never on the public listener. */
  abstract readonly ops: { readonly host: string; readonly port: number };
  /** The app this gateway serves. Both lists hold the current value first and, during a rotation, the previous one. */
  abstract readonly app: {
    readonly id: AppId;
    readonly secrets: readonly [Secret, ...Secret[]];
    /** PEM (SPKI, RSA). Empty: Wix's signatures cannot be checked, so webhooks and service plugins are refused. */
    readonly publicKeys: readonly string[];
  };
  abstract readonly wix: {
    /** An origin without a path, such as `https://www.wixapis.com`. */
    readonly baseUrl: string;
    /** Total deadlines, body included. */
    readonly tokenInfoTimeoutMs: number;
    readonly tokenTimeoutMs: number;
    readonly apiTimeoutMs: number;
    /** Outgoing calls a minute per instance. */
    readonly budgetPerInstance: number;
  };
  abstract readonly database: { readonly url: Secret | undefined; readonly dataDir: string };
  abstract readonly redisUrl: Secret | undefined;
  abstract readonly corsOrigins: '*' | readonly string[];
  /** CIDRs whose `X-Forwarded-For` is believed. */
  abstract readonly trustedProxies: readonly string[];
  /** 0 keeps none: every request asks Wix, or a refusal is not remembered, or nothing serves while Wix is down. */
  abstract readonly verdicts: { readonly ttlMs: number; readonly negativeTtlMs: number; readonly staleMs: number };
  /** Requests a minute; 0 turns one off. */
  abstract readonly rateLimits: {
    readonly perInstance: number;
    readonly perSubject: number;
    readonly anonymous: number;
  };
  abstract readonly instanceParameter: { readonly mode: 'remote' | 'hmac'; readonly maxAgeMs: number };
  /** Headless sessions; `undefined` turns their routes off. */
  abstract readonly sessions:
    | {
        readonly clientId: AppId;
        readonly origins: readonly string[];
        /** The gateway's own origin. It stands in addresses that leave the gateway, for the Host header may lie. */
        readonly publicUrl: string;
      }
    | undefined;
  abstract readonly docsEnabled: boolean;
  abstract readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  abstract readonly traceEndpoint: string | undefined;
}
