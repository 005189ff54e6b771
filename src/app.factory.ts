import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import type { AppConfig } from './config/app-config';
import { createFastifyAdapter } from './http/fastify.adapter';
import { setUpHttp } from './http/set-up-http';
import { createLogger } from './observability/logger';
import { Metrics } from './observability/metrics';
import { NestLogger } from './observability/nest-logger.service';
import { addRequestLog } from './observability/request-log';
import { addRequestTraces } from './observability/request-traces';
import { addRequestMetrics } from './observability/request-metrics';
import { packageVersion } from './package-version';
import { enterRequestScopes } from './sdk/enter-request-scopes';
import { SdkCalls } from './sdk/sdk-calls';
import { catchBeforeWebMethods } from './web-methods/web-method.filter';

/**
 * Builds the gateway for a configuration. It does not listen yet.
 *
 * @param around puts the gateway into a module of more routes
 */
export async function createApp(
  config: AppConfig,
  logger: Logger = createLogger(config, process.stdout.isTTY),
  around: (gateway: DynamicModule) => DynamicModule = (gateway) => gateway,
): Promise<NestFastifyApplication> {
  const version = packageVersion();
  const app = await NestFactory.create<NestFastifyApplication>(
    around(AppModule.forRoot(config, logger, version)),
    createFastifyAdapter(config, logger),
    { bodyParser: false, abortOnError: false, logger: new NestLogger(logger) },
  );
  setUpHttp(app, config, version);
  const fastify = app.getHttpAdapter().getInstance();
  catchBeforeWebMethods(fastify, config);
  enterRequestScopes(fastify, app.get(SdkCalls));
  if (config.traceEndpoint !== undefined) addRequestTraces(fastify, (reply) => reply.problemCode);
  addRequestMetrics(fastify, app.get(Metrics));
  addRequestLog(fastify, {
    instanceOf: (request) => request.instanceContext,
    errorCodeOf: (reply) => reply.problemCode,
    failureOf: (reply) => reply.failure,
  });
  return app;
}
