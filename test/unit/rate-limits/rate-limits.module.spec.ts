import { Controller, Get, Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import request from 'supertest';
import { AnonymousLimit } from '../../../src/auth/anonymous-limit';
import { AppConfig } from '../../../src/config/app-config';
import { Clock, SystemClock } from '../../../src/config/clock';
import { SilentTelemetry, Telemetry } from '../../../src/config/telemetry';
import { AnonymousRateLimit } from '../../../src/rate-limits/anonymous-rate-limit';
import { RateLimitGuard } from '../../../src/rate-limits/rate-limit.guard';
import { RateLimitsModule } from '../../../src/rate-limits/rate-limits.module';
import { testConfig } from '../../support/app-config';
import { instance } from './instance';

@Controller()
class ThingsController {
  @Get('things')
  things(): object {
    return {};
  }
}

@Global()
@Module({
  providers: [
    {
      provide: AppConfig,
      useValue: testConfig({ rateLimits: { perInstance: 10, perSubject: 2, anonymous: 60 } }),
    },
    { provide: Telemetry, useClass: SilentTelemetry },
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [AppConfig, Telemetry, Clock],
})
class SurroundingsModule {}

describe('RateLimitsModule', () => {
  let app: NestFastifyApplication;

  beforeEach(async () => {
    const module = await Test.createTestingModule({
      imports: [
        SurroundingsModule,
        RateLimitsModule.forRoot((received: FastifyRequest) =>
          received.headers.authorization === undefined ? undefined : instance(1),
        ),
      ],
      controllers: [ThingsController],
      providers: [{ provide: APP_GUARD, useExisting: RateLimitGuard }],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useLogger(false);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterEach(() => app.close());

  it('guards routes, with the headers of the limit on the refusal', async () => {
    const ask = (): request.Test => request(app.getHttpServer()).get('/things').set('authorization', 'token');
    await ask().expect(200);
    await ask().expect(200);
    const refused = await ask();

    expect(refused.status).not.toBe(200);
    expect(refused.headers['ratelimit-policy']).toBe('"subject";q=2;w=60');
    expect(refused.headers.ratelimit).toMatch(/^"subject";r=0;t=(60|59)$/);
  });

  it('limits nobody without an instance', async () => {
    for (let times = 0; times < 5; times += 1) await request(app.getHttpServer()).get('/things').expect(200);
  });

  it('offers the limit for failed authentication', () => {
    expect(app.get(AnonymousLimit)).toBeInstanceOf(AnonymousRateLimit);
  });
});
