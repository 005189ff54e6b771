import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import type { AppConfig } from './config/app-config';
import { createFastifyAdapter } from './http/fastify.adapter';
import { setUpHttp } from './http/set-up-http';

/** Builds the gateway for a configuration. It does not listen yet. */
export async function createApp(config: AppConfig): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config),
    createFastifyAdapter(config),
    {
      bodyParser: false,
      abortOnError: false,
    },
  );
  setUpHttp(app);
  return app;
}
