import { type DynamicModule, Module } from '@nestjs/common';
import { readWebMethods } from './read-web-methods';
import { createRestController } from './rest.controller';
import { UnknownWebMethodController } from './unknown-web-method.controller';
import { WebMethodRunner } from './web-method.runner';
import { createWireController } from './wire.controller';

/** As long as the gateway waits for a request to arrive. */
const DEADLINE_MS = 30_000;

/** What all web methods share. */
@Module({
  controllers: [UnknownWebMethodController],
  providers: [{ provide: WebMethodRunner, useFactory: () => new WebMethodRunner(DEADLINE_MS) }],
  exports: [WebMethodRunner],
})
class WebMethodsCoreModule {}

/** Wix web methods, as they are: every `*.web.ts` file below a folder, mounted twice. */
@Module({})
export class WebMethodsModule {
  /**
   * Call after the SDK's ambient context is there: the files may use it while they load.
   *
   * @param directory the project's `src/backend`, as it is when the process runs
   */
  static forDirectory(directory: string): DynamicModule {
    const files = readWebMethods(directory);
    return {
      module: WebMethodsModule,
      imports: [WebMethodsCoreModule],
      controllers: files.flatMap((file) => [createWireController(file), createRestController(file)]),
    };
  }
}
