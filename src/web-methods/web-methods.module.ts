import { type DynamicModule, Module } from '@nestjs/common';
import { readWebMethods } from './read-web-methods';
import { createRestController } from './rest.controller';
import { UnknownWebMethodController } from './unknown-web-method.controller';
import { WebMethodRunner } from './web-method.runner';
import { createWireController } from './wire.controller';

/** As long as the gateway waits for a request to arrive. */
const DEADLINE_MS = 30_000;

/** Calls of web methods that do not exist: one route for all folders. */
@Module({ controllers: [UnknownWebMethodController] })
class UnknownWebMethodModule {}

/** Wix web methods, as they are: every `*.web.ts` file below a folder, mounted twice. */
@Module({})
export class WebMethodsModule {
  /**
   * Call after the SDK's ambient context is there: the files may use it while they load.
   *
   * @param directory the project's `src/backend`, as it is when the process runs
   * @param deadlineMs for how long a function may run
   */
  static forDirectory(directory: string, deadlineMs = DEADLINE_MS): DynamicModule {
    const files = readWebMethods(directory);
    return {
      module: WebMethodsModule,
      imports: [UnknownWebMethodModule],
      providers: [{ provide: WebMethodRunner, useValue: new WebMethodRunner(deadlineMs) }],
      controllers: files.flatMap((file) => [createWireController(file), createRestController(file)]),
    };
  }
}
