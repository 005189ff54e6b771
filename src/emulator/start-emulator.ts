import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { EmulatorConfig } from './config/emulator.config';
import type { Environment } from './config/environment-reader';
import { EmulatorModule } from './emulator.module';
import { installBodyParser } from './http/body-parser';
import { EmulatorAddress } from './http/emulator.address';
import { answerError, EmulatorErrorFilter } from './http/emulator-error.filter';
import { EmulatorHooks } from './http/emulator.hooks';
import { nextRequestId } from './http/request-id';

/** Plays Wix to whoever reaches it, so nobody from outside may. */
const HOST = '127.0.0.1';

export interface EmulatorOptions {
  /** Overrides `WIX_EMULATOR_PORT`; 0 takes a free one. */
  readonly port?: number;
  /** `process.env` when absent. */
  readonly environment?: Environment;
}

export interface RunningEmulator {
  /** Origin without a path, such as `http://127.0.0.1:4100`. */
  readonly url: string;
  /** Cuts every connection and forgets pending retries. */
  close(): Promise<void>;
}

/**
 * Starts the emulator on the loopback interface.
 * @throws {EnvironmentError} on a bad environment; the socket's own error (`EADDRINUSE`) when the port is taken.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  const config = new EmulatorConfig(options.environment, options.port);
  const adapter = new FastifyAdapter({
    forceCloseConnections: true,
    bodyLimit: 4 * 1024 * 1024,
    // A path that cannot be read comes by no hook.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header('x-wix-request-id', nextRequestId(Date.now()));
      answerError(error, request, reply);
    },
  });
  // Nest types its options as a class, but means a plain object.

  const app = await NestFactory.create<NestFastifyApplication>(EmulatorModule.with(config), adapter, {
    bodyParser: false,
    abortOnError: false,
    // What fails at start is thrown, and said once, by the caller.
    logger: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  installBodyParser(fastify);
  app.get(EmulatorHooks).install(fastify);
  app.useGlobalFilters(new EmulatorErrorFilter());
  try {
    await app.listen(config.port, HOST);
  } catch (error) {
    await app.close();
    throw error;
  }
  app.useLogger(['error', 'warn']);
  const url = await app.getUrl();
  app.get(EmulatorAddress).url = url;
  return { url, close: () => app.close() };
}
