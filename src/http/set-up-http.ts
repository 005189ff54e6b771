import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/app-config';
import { compileRoutes } from './compiled-routes';
import { setUpDocs } from './docs';
import { buildOpenApiDocument } from './openapi.document';
import { ProblemFilter } from './problem.filter';
import { DtoValidationPipe } from './validation.pipe';

/**
 * The Nest half of the HTTP edge, for an application on `createFastifyAdapter`: errors, validation and, when enabled,
 * the documentation, which shows `version`. Call before `app.init()`.
 */
export function setUpHttp(app: NestFastifyApplication, config: Pick<AppConfig, 'docsEnabled'>, version: string): void {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new DtoValidationPipe());
  compileRoutes(app);
  if (config.docsEnabled) setUpDocs(app, () => buildOpenApiDocument(app, version));
}
