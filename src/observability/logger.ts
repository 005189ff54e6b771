import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import type { AppConfig } from '../config/app-config';
import { describeError, isError } from '../errors/error.description';
import { redact, SENSITIVE_NAMES } from './redaction';

/** Longest path that is logged, in characters. */
const MAX_PATH = 256;

/**
 * How the gateway logs: JSON lines on stdout, coloured text only on a terminal (`process.stdout.isTTY`). Credentials are
 * redacted by name, requests are logged without query and headers, errors without what libraries attach to them.
 */
export function loggerOptions(config: Pick<AppConfig, 'logLevel'>, onTerminal: boolean): LoggerOptions {
  return {
    level: config.logLevel,
    formatters: { level: (label) => ({ level: label }), log: redact },
    // For what the formatter does not see: objects interpolated into the message, and a child logger's bindings.
    redact: { paths: SENSITIVE_NAMES.map((name) => `["${name}"]`), censor: '[redacted]' },
    serializers: { req: describeRequest, res: describeReply, err: describeThrown },
    ...(onTerminal && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname' } } }),
  };
}

/** The one logger of the process: Fastify's `loggerInstance`, and Nest's through `NestLogger`. */
export function createLogger(
  config: Pick<AppConfig, 'logLevel'>,
  onTerminal: boolean,
  destination?: DestinationStream,
): Logger {
  const options = loggerOptions(config, onTerminal);
  return destination === undefined ? pino(options) : pino(options, destination);
}

function describeRequest(request: Partial<FastifyRequest>): Record<string, unknown> {
  return {
    method: request.method,
    route: request.routeOptions?.url,
    path: request.url?.split('?', 1)[0]?.slice(0, MAX_PATH),
  };
}

function describeReply(reply: Partial<FastifyReply>): Record<string, unknown> {
  return { statusCode: reply.statusCode };
}

function describeThrown(thrown: unknown): unknown {
  return isError(thrown) ? describeError(thrown) : thrown;
}
