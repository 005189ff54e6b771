import type { Violation } from '../errors/coded.error';

/** One complaint of ajv, as Fastify hangs it on the error of a route schema. */
interface SchemaComplaint {
  readonly instancePath: string;
  readonly message?: string;
  readonly params: { readonly missingProperty?: unknown; readonly additionalProperty?: unknown };
}

/**
 * The violations in the error that Fastify throws for a request that does not fit its route's schema; `undefined` for
 * any other error. ajv's messages name the rule, never the value.
 */
export function schemaViolations(error: unknown): readonly Violation[] | undefined {
  if (!(error instanceof Error) || !('validation' in error) || !Array.isArray(error.validation)) return undefined;
  // Fastify's own type for this array; nothing else sets `validation` on an error.
  return (error.validation as readonly SchemaComplaint[]).map(({ instancePath, message, params }) => {
    const property = params.missingProperty ?? params.additionalProperty;
    return {
      pointer: typeof property === 'string' ? `${instancePath}/${property}` : instancePath,
      detail: message ?? 'does not fit the schema',
    };
  });
}
