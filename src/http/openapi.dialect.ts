/**
 * A document's schemas in the words of OpenAPI 3.1, that is JSON Schema 2020-12: what the generator writes for 3.0,
 * `nullable` and exclusive bounds as booleans, no longer means anything there.
 */
export function toOpenApi31(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toOpenApi31);
  if (typeof value !== 'object' || value === null) return value;
  const translated = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toOpenApi31(inner)]));
  return withNull(withExclusiveBound(withExclusiveBound(translated, 'Minimum'), 'Maximum'));
}

type Schema = Readonly<Record<string, unknown>>;

function withNull({ nullable, ...schema }: Schema): Schema {
  // A field of somebody's DTO may be called `nullable` too; its value is a schema then.
  if (typeof nullable !== 'boolean') return nullable === undefined ? schema : { nullable, ...schema };
  if (!nullable) return schema;
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }) };
}

function withExclusiveBound(schema: Schema, bound: 'Minimum' | 'Maximum'): Schema {
  const [exclusiveKey, inclusiveKey] = [`exclusive${bound}`, bound.toLowerCase()];
  const { [exclusiveKey]: exclusive, [inclusiveKey]: limit, ...rest } = schema;
  if (typeof exclusive !== 'boolean') return schema;
  return { ...rest, ...(limit !== undefined && { [exclusive ? exclusiveKey : inclusiveKey]: limit }) };
}
