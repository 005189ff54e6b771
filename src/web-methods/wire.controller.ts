import { Controller, type Type, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readArguments } from './arguments';
import { addRoute } from './route.decorator';
import type { WebMethodFile } from './web-method';
import { answerResult } from './web-method.answer';
import { WebMethodFilter } from './web-method.filter';
import { WebMethodRunner } from './web-method.runner';

/** `POST /_webMethods/<file>/<function>.ajax`: the functions of a file as Wix's own client calls them. */
export function createWireController(file: WebMethodFile): Type {
  // Its answers are 200 whatever happens, so the document has its REST twin instead.
  @ApiExcludeController()
  @UseFilters(WebMethodFilter)
  @Controller(`_webMethods/${file.path}`)
  class WireController {
    constructor(readonly runner: WebMethodRunner) {}
  }
  for (const method of file.methods) {
    const route = { file, method, path: `${method.name}.ajax`, key: method.name, rawBody: true };
    addRoute(WireController, route, async ({ runner }, request, reply) => {
      answerResult(reply, await runner.run(method, readArguments(request.body)));
    });
  }
  return WireController;
}
