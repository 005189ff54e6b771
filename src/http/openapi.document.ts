import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SHARED_COMPONENTS } from './openapi.components';
import { toOpenApi31 } from './openapi.dialect';
import { problemResponses, REQUEST_ID_HEADER } from './openapi.responses';
import { securityOf } from './openapi.security';
import { type NamedOperation, operationsOf, type Responses } from './openapi.types';
import { accessOf, problemCodesOf } from './route-problems';

/**
 * The OpenAPI 3.1 document of an application's routes. Security and errors of an operation are derived from its access
 * decorator, so that policy and documentation cannot drift. Throws for a route without one, and for two methods of the
 * same name, whose operations a generated client could not tell apart.
 */
export function buildOpenApiDocument(app: INestApplication, version: string): OpenAPIObject {
  const description = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Liftgate')
    .setDescription('A self-hosted API gateway for Wix apps.')
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/')
    .build();
  const scanned = SwaggerModule.createDocument(app, description, {
    operationIdFactory: (_controller, method) => method,
  });
  // The translation keeps the document's shape; only schemas change their words.
  const document = toOpenApi31(scanned) as OpenAPIObject;
  const operations = operationsOf(document);
  refuseTwins(operations);
  for (const named of operations) completeOperation(named);
  const { schemas, headers, securitySchemes } = SHARED_COMPONENTS;
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...schemas },
    headers: { ...document.components?.headers, ...headers },
    securitySchemes: { ...document.components?.securitySchemes, ...securitySchemes },
  };
  return document;
}

function completeOperation(named: NamedOperation): void {
  const { route, operation } = named;
  const access = accessOf(route, operation);
  operation.security = securityOf(access);
  operation.responses = {
    ...withRequestId(operation.responses),
    ...problemResponses(problemCodesOf(named, access)),
  };
  // Said by the responses now.
  delete operation['x-problem-codes'];
}

function withRequestId(responses: Responses): Responses {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      response && !('$ref' in response)
        ? { ...response, headers: { ...REQUEST_ID_HEADER, ...response.headers } }
        : response,
    ]),
  );
}

function refuseTwins(operations: readonly NamedOperation[]): void {
  const routes = new Map<string, string>();
  for (const { route, operation } of operations) {
    const id = operation.operationId ?? '';
    const twin = routes.get(id);
    if (twin !== undefined) {
      throw new Error(`${twin} and ${route} share the operationId "${id}"; rename one of the two controller methods.`);
    }
    routes.set(id, route);
  }
}
