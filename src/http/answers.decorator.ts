import { ApiOkResponse, type ApiResponseSchemaHost } from '@nestjs/swagger';
import type { JsonSchema } from './json.schema';

/** Documents the successful answer (200) of a route. */
export function Answers(schema: JsonSchema): MethodDecorator {
  // Nest types schemas as those of OpenAPI 3.0, where `type` is a single name; ours are 3.1.
  return ApiOkResponse({ schema } as unknown as ApiResponseSchemaHost);
}
