import type { ErrorCode } from '../errors/error-code';
import type { NamedOperation, Operation } from './openapi.types';
import { PROBLEM_CODES_EXTENSION, ROUTE_ACCESS_EXTENSION, type RouteAccessExtension } from './route-access.extension';

const ANY_ROUTE: readonly ErrorCode[] = ['invalid_request', 'overloaded', 'internal_error'];
const WITH_CREDENTIAL: readonly ErrorCode[] = [
  'authentication_required',
  'invalid_token',
  'session_expired',
  'identity_not_allowed',
  'app_not_installed',
  'rate_limited',
  'token_info_unavailable',
  // Where sessions are kept.
  'database_unavailable',
];
/** What a call to Wix can end in. */
const WIX_CALL_PROBLEMS: readonly ErrorCode[] = [
  'wix_permission_missing',
  'wix_400',
  'wix_404',
  'wix_409',
  'wix_428',
  'wix_rate_limited',
  'wix_unavailable',
  'wix_timeout',
];
const WITH_APP_IDENTITY: readonly ErrorCode[] = [
  'elevation_unavailable',
  'elevation_refused',
  'app_token_rejected',
  ...WIX_CALL_PROBLEMS,
];
/** For `@Problems(…)` of a route that calls Wix as the caller. */
export const CALLER_CALL_PROBLEMS: readonly ErrorCode[] = [
  'elevation_unavailable',
  'elevation_refused',
  ...WIX_CALL_PROBLEMS.filter((code) => code !== 'wix_permission_missing'),
];
const BY_ACCESS: Readonly<Record<RouteAccessExtension['access'], readonly ErrorCode[]>> = {
  public: [],
  authenticated: WITH_CREDENTIAL,
  elevated: [...WITH_CREDENTIAL, ...WITH_APP_IDENTITY],
  'signed-by-wix': ['invalid_signature'],
};

/** The codes that an operation can answer with: by what it reads, by its access, and by what it says of itself. */
export function problemCodesOf(
  { route, operation }: NamedOperation,
  access: RouteAccessExtension,
): readonly ErrorCode[] {
  const readsCookie = access.access === 'authenticated' || access.access === 'elevated';
  const reads = (operation.parameters ?? []).length > 0 || operation.requestBody !== undefined;
  return [
    ...ANY_ROUTE,
    ...(reads ? (['validation_failed'] as const) : []),
    ...(operation.requestBody ? (['payload_too_large', 'unsupported_media_type'] as const) : []),
    ...BY_ACCESS[access.access],
    ...(readsCookie && !route.startsWith('GET ') ? (['cross_site_request'] as const) : []),
    ...(operation[PROBLEM_CODES_EXTENSION] ?? []),
  ];
}

/** The route's access as its decorator wrote it. Throws for a route without one: such a route does not start either. */
export function accessOf(route: string, operation: Operation): RouteAccessExtension {
  const access = operation[ROUTE_ACCESS_EXTENSION];
  if (!access) {
    throw new Error(
      `${route} has no ${ROUTE_ACCESS_EXTENSION}; give the method an access decorator such as @Public().`,
    );
  }
  return access;
}
