import type { OpenAPIObject } from '@nestjs/swagger';
import type { OperationExtensions } from './route-access.extension';

type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']> & OperationExtensions;
export type Responses = Operation['responses'];
export type Components = NonNullable<OpenAPIObject['components']>;
export type SecurityRequirements = NonNullable<Operation['security']>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

export interface NamedOperation {
  /** `GET /v1/identity` */
  readonly route: string;
  readonly operation: Operation;
}

/** Every operation of a document, in its order. */
export function operationsOf(document: OpenAPIObject): readonly NamedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation: Operation | undefined = item[method];
      return operation ? [{ route: `${method.toUpperCase()} ${path}`, operation }] : [];
    }),
  );
}
