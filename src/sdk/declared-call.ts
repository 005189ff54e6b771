import type { HttpMethod, WixCall } from '../wix/wix-call';

/** A declared call, with the values of its `:name` segments. */
export interface DeclaredCall {
  readonly call: WixCall;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** The declared call that a real method and path are; one without parameters before one with. `undefined` if none is. */
export function findDeclaredCall(
  declared: readonly WixCall[],
  method: HttpMethod,
  path: `/${string}`,
): DeclaredCall | undefined {
  const exact = declared.find((call) => call === `${method} ${path}` && !call.includes('/:'));
  if (exact !== undefined) return { call: exact, pathParameters: {} };
  const segments = path.split('/');
  for (const call of declared) {
    const pathParameters = call.startsWith(`${method} /`) ? match(call.slice(method.length + 1), segments) : undefined;
    if (pathParameters !== undefined) return { call, pathParameters };
  }
  return undefined;
}

function match(template: string, segments: readonly string[]): Record<string, string> | undefined {
  const parts = template.split('/');
  if (parts.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? '';
    if (part.startsWith(':')) {
      const value = decoded(segment);
      if (value === undefined) return undefined;
      parameters[part.slice(1)] = value;
    } else if (part !== segment) {
      return undefined;
    }
  }
  return parameters;
}

function decoded(segment: string): string | undefined {
  try {
    return segment === '' ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
