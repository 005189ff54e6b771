import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { compileRoutes } from './compiled-routes';
import { ProblemFilter } from './problem.filter';
import { DtoValidationPipe } from './validation.pipe';

/** The Nest half of the HTTP edge, for an application on `createFastifyAdapter`. Call before `app.init()`. */
export function setUpHttp(app: NestFastifyApplication): void {
  app.useGlobalFilters(new ProblemFilter());
  app.useGlobalPipes(new DtoValidationPipe());
  compileRoutes(app);
}
