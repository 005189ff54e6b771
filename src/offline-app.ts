import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './app.factory';
import { readEnvironment } from './config/read-environment';

/** The gateway as the commands look at it: built, never started, and without a credential of anybody. */
export function createOfflineApp(): Promise<NestFastifyApplication> {
  const environment = {
    WIX_APP_ID: '00000000-0000-4000-8000-000000000000',
    WIX_APP_SECRET: 'unused',
    // With every route that there can be.
    WIX_CLIENT_ID: '00000000-0000-4000-8000-000000000000',
    LOG_LEVEL: 'silent',
  };
  return createApp(readEnvironment(environment, () => undefined));
}
