import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';
import { isError } from '../errors/error.description';

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** Nest's own messages as lines of the process's logger: `NestFactory.create(…, { logger: new NestLogger(logger) })`. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('info', message, rest);
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: readonly unknown[]): void {
    this.#write('fatal', message, rest);
  }

  /** Nest passes the context last and, for an error, its stack before it. */
  #write(level: Level, message: unknown, rest: readonly unknown[]): void {
    const context = rest.at(-1);
    const details = rest.slice(0, -1).filter((detail) => detail !== undefined);
    const fields = {
      ...(context !== undefined && { context }),
      ...(details.length > 0 && { details }),
    };
    if (typeof message === 'string') this.logger[level](fields, message);
    else if (isError(message)) this.logger[level]({ ...fields, err: message }, message.message);
    else this.logger[level]({ ...fields, data: message });
  }
}
