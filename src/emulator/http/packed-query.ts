import { WixError } from './wix.error';

export type QueryParameters = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Dotted names (`paging.limit=5`) as nested objects. */
function unflatten(query: QueryParameters): QueryParameters {
  // Without a prototype: names come from the query string.
  const result = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(query)) {
    const segments = name.split('.');
    const last = segments.pop() ?? name;
    let target = result;
    for (const segment of segments) {
      const next = Object.hasOwn(target, segment) ? target[segment] : undefined;
      target = isRecord(next) ? next : (target[segment] = Object.create(null) as Record<string, unknown>);
    }
    target[last] = value;
  }
  return result;
}

/** Parameters of a GET: the SDK's `?.r=<base64url JSON>`, or plain and dotted names. 400 when `.r` cannot be read. */
export function readQuery(query: QueryParameters): QueryParameters {
  const packed = query['.r'];
  if (packed === undefined) return unflatten(query);
  try {
    if (typeof packed !== 'string') throw new TypeError('more than one .r');
    const parameters: unknown = JSON.parse(Buffer.from(packed, 'base64url').toString('utf8'));
    if (isRecord(parameters)) return parameters;
  } catch {
    // Said below.
  }
  throw WixError.validation('.r', 'is not base64url-encoded JSON');
}
