import { Controller, type Type } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CodedError } from '../errors/coded.error';
import { Answers } from '../http/answers.decorator';
import { addRoute } from './route.decorator';
import type { WebMethod, WebMethodFile } from './web-method';
import { MalformedCallError } from './web-method.error';
import { WebMethodRunner } from './web-method.runner';

const RESULT = {
  type: 'object',
  description: 'What the function returned, as JSON; without `result` when it returned nothing.',
  properties: { result: { type: ['object', 'array', 'string', 'number', 'boolean', 'null'] } },
} as const;

/** `POST /v1/web-methods/<name>/<function>`: the functions of a file with real statuses, documented. */
export function createRestController(file: WebMethodFile): Type {
  @ApiTags('Web methods')
  @Controller(`v1/web-methods/${file.name}`)
  class RestController {
    constructor(readonly runner: WebMethodRunner) {}
  }
  for (const method of file.methods) {
    const route = { file, method, path: method.name, key: operationId(file, method), rawBody: false };
    addRoute(
      RestController,
      route,
      async ({ runner }, request, reply) => {
        const result = await runner.run(method, request.body ?? []).catch(refuseNoArray);
        void reply.code(200).type('application/json; charset=utf-8').send(JSON.stringify({ result }));
      },
      [
        ApiOperation({ summary: `${method.name} of ${file.path}`, description: 'A web method, with its arguments.' }),
        ApiBody({ required: false, schema: argumentSchema(method) }),
        Answers(RESULT),
      ],
    );
  }
  return RestController;
}

function refuseNoArray(error: unknown): never {
  throw error instanceof MalformedCallError ? new CodedError('validation_failed', error.message) : error;
}

function argumentSchema({ schema }: WebMethod): object {
  const anything = { type: 'array', items: {}, description: 'The arguments, in their order.' };
  return schema === undefined ? anything : { ...z.toJSONSchema(schema, { io: 'input' }), $schema: undefined };
}

/** `callInstanceGetInstance`: unique in the document, for no other file has this name. */
function operationId({ name }: WebMethodFile, method: WebMethod): string {
  const words = [...name.split(/[^A-Za-z0-9]+/), method.name];
  return `call${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
}
