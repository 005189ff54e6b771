import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyError, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { CodedError } from '../errors/coded.error';
import { answerWithProblem } from './problem.filter';
import { DOCS_CONTENT_SECURITY_POLICY } from './security-headers';

/** What it serves, to anyone. */
export const DOCS_PATHS = { document: '/openapi.json', explorer: '/docs' } as const;

/**
 * Serves the OpenAPI document at `/openapi.json` and its explorer at `/docs`, with all assets from this process. The
 * document is built when it is first asked for, which keeps it out of the start. Call before `app.init()`.
 */
export function setUpDocs(app: NestFastifyApplication, buildDocument: () => OpenAPIObject): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRoute', adaptExplorer);
  let document: OpenAPIObject | undefined;
  const documentOnce = () => (document ??= buildDocument());
  let json: Buffer | undefined;
  fastify.get(DOCS_PATHS.document, (_request, reply) => {
    json ??= Buffer.from(JSON.stringify(documentOnce()));
    void reply.header('content-type', 'application/json').header('cache-control', 'public, max-age=300').send(json);
  });
  SwaggerModule.setup(DOCS_PATHS.explorer, app, documentOnce, {
    customSiteTitle: 'Liftgate API',
    raw: false,
    // The validator badge would send the document to a server on the internet.
    swaggerOptions: { validatorUrl: null, persistAuthorization: false },
  });
}

/** Swagger UI is a page and needs more than the policy of an API allows; its errors are those of the API. */
function adaptExplorer(route: RouteOptions): void {
  if (route.url !== '/docs' && !route.url.startsWith('/docs/')) return;
  route.errorHandler = answerOutside;
  const hooks = route.onRequest ?? [];
  route.onRequest = [
    ...(Array.isArray(hooks) ? hooks : [hooks]),
    (_request, reply, done) => {
      void reply.header('content-security-policy', DOCS_CONTENT_SECURITY_POLICY);
      done();
    },
  ];
}

/** `@fastify/static` forbids a path that leaves its folder, or could; to a client there is just nothing. */
function answerOutside(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const outside = error.code === 'FST_STATIC_FORBIDDEN_PATH';
  answerWithProblem(outside ? new CodedError('not_found', 'There is nothing here.') : error, request, reply);
}
