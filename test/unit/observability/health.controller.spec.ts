import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { HealthController } from '../../../src/observability/health.controller';
import { HealthRegistry } from '../../../src/observability/health.registry';

describe('GET /health', () => {
  let app: NestFastifyApplication;
  let health: HealthRegistry;

  beforeEach(async () => {
    health = new HealthRegistry();
    const module = await Test.createTestingModule({
      controllers: [HealthController],
      providers: [{ provide: HealthRegistry, useValue: health }],
    }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterEach(() => app.close());

  it('/live and /ready say ok, and no more', async () => {
    health.register('database', () => ({ ok: true, detail: 'canary' }));

    await request(app.getHttpServer()).get('/health/live').expect(200, { status: 'ok' });
    await request(app.getHttpServer()).get('/health/ready').expect(200, { status: 'ok' });
  });

  it('/ready says unavailable without details while a check fails; /live goes on', async () => {
    health.register('database', () => ({ ok: false, detail: 'canary' }));

    await request(app.getHttpServer()).get('/health/ready').expect(503, { status: 'unavailable' });
    await request(app.getHttpServer()).get('/health/live').expect(200, { status: 'ok' });
  });

  it('/ready fails while draining; /live goes on', async () => {
    health.drain();

    await request(app.getHttpServer()).get('/health/ready').expect(503, { status: 'unavailable' });
    await request(app.getHttpServer()).get('/health/live').expect(200, { status: 'ok' });
  });
});
