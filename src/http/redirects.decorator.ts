import { ApiResponse } from '@nestjs/swagger';

/** Documents the redirect that a route answers with. */
export function Redirects(status: 302 | 303, description: string): MethodDecorator {
  const headers = {
    Location: { description: 'Where the browser goes on.', schema: { type: 'string', format: 'uri' } },
  };
  return ApiResponse({ status, description, headers });
}
