import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

/**
 * Nest's adapter without the five hooks that it adds to every request, which serve `enableCors`, middleware and header
 * versioning and cost a fifth of the throughput. What one of them also did, refusing targets that are no path, is done by
 * the edge hook. The two features that would silently not work are refused.
 */
export class LeanFastifyAdapter extends FastifyAdapter {
  constructor(fastify: FastifyInstance) {
    // While Nest's constructor runs, it adds its hooks to a stand-in that ignores them and asks for no middleware engine.
    super(
      Object.create(fastify, {
        addHook: { value: () => fastify },
        skipMiddie: { value: true },
        // `Object.create` returns any; all but the two properties above is the instance itself.
      }) as FastifyInstance,
    );
    this.setInstance(fastify);
  }

  override enableCors(): never {
    throw new Error('CORS is decided by src/http/cors.policy.ts; set CORS_ORIGINS instead of calling enableCors().');
  }

  override createMiddlewareFactory(): never {
    throw new Error('Nest middleware is not available here; add a Fastify hook in src/http/fastify.adapter.ts.');
  }
}
