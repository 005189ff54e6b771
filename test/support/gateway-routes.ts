import type { SubjectType } from './emulated-wix';
import type { HttpRequest } from './http-request';

/** A route that needs a caller. */
export interface CallerRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly allowed: readonly SubjectType[];
  /** The forwarded Wix call, when there is one. */
  readonly wixCall?: string;
}

const EVERYONE = ['VISITOR', 'MEMBER', 'USER'] as const;

/** Every route of the gateway that needs a caller. */
export const CALLER_ROUTES: readonly CallerRoute[] = [
  { name: 'identity', method: 'GET', path: '/v1/identity', allowed: EVERYONE },
  { name: 'instance', method: 'GET', path: '/v1/instance', allowed: EVERYONE, wixCall: 'GET /apps/v1/instance' },
  {
    name: 'instance details',
    method: 'GET',
    path: '/v1/instance/details',
    allowed: ['USER'],
    wixCall: 'GET /apps/v1/instance',
  },
  {
    name: 'products',
    method: 'POST',
    path: '/v1/products/query',
    body: '{"query":{"paging":{"limit":2}}}',
    allowed: EVERYONE,
    wixCall: 'POST /stores/v1/products/query',
  },
  { name: 'members', method: 'GET', path: '/v1/members', allowed: ['USER'], wixCall: 'GET /members/v1/members' },
  { name: 'me', method: 'GET', path: '/v1/members/me', allowed: ['MEMBER'], wixCall: 'GET /members/v1/members/my' },
];

/** The routes whose Wix call has the app's identity. */
export const ELEVATED_ROUTES = CALLER_ROUTES.filter(({ name }) => name !== 'identity' && name !== 'me');

/** A sound request for the route, with more headers. */
export function requestFor(
  { method, path, body }: CallerRoute,
  headers: Readonly<Record<string, string>> = {},
): HttpRequest {
  if (body === undefined) return { method, path, headers };
  return { method, path, headers: { 'content-type': 'application/json', ...headers }, body };
}
