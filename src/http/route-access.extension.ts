import type { IdentityType } from '../auth/identity';
import type { ErrorCode } from '../errors/error-code';

/** What the access decorators write into a route's OpenAPI operation. */
export const ROUTE_ACCESS_EXTENSION = 'x-route-access';
/** Codes that only this route answers with, beyond what its access implies: `@Problems(…)`. */
export const PROBLEM_CODES_EXTENSION = 'x-problem-codes';

export interface RouteAccessExtension {
  readonly access: 'public' | 'authenticated' | 'elevated' | 'signed-by-wix';
  /** Without it every identity that has a credential is let in. */
  readonly allow?: readonly IdentityType[];
  /** The Wix calls that run with the app's identity. */
  readonly calls?: readonly string[];
  readonly fresh?: boolean;
}

/** The two extensions as they hang on an operation, whose own type knows nothing of them. */
export interface OperationExtensions {
  readonly [ROUTE_ACCESS_EXTENSION]?: RouteAccessExtension;
  [PROBLEM_CODES_EXTENSION]?: readonly ErrorCode[];
}
