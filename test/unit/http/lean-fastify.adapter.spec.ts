import { type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common';
import { createFastifyAdapter } from '../../../src/http/fastify.adapter';
import { createApplication } from './http.harness';

@Module({})
class MiddlewareModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((_request: unknown, _response: unknown, next: () => void) => {
        next();
      })
      .forRoutes('*path');
  }
}

@Module({})
class EmptyModule {}

describe('LeanFastifyAdapter', () => {
  const create = () => createFastifyAdapter({ corsOrigins: '*', sessions: undefined, trustedProxies: [] });

  it('says that middleware would not run', async () => {
    const app = await createApplication(MiddlewareModule, create());
    await expect(app.init()).rejects.toThrow('Nest middleware is not available');
  });

  it('says that enableCors would not work', async () => {
    const app = await createApplication(EmptyModule, create());
    expect(() => {
      app.enableCors();
    }).toThrow('CORS is decided by src/http/cors.policy.ts');
  });

  it('gives Nest the server itself, not the stand-in of its constructor', async () => {
    const app = await createApplication(EmptyModule, create());
    const fastify = app.getHttpAdapter().getInstance();
    expect(Object.hasOwn(fastify, 'addHook')).toBe(true);
    expect('skipMiddie' in fastify).toBe(false);
    await app.close();
  });
});
