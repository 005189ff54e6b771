import { AsyncLocalStorage } from 'node:async_hooks';
import { EndedWixContextError, NoWixContextError } from './sdk.error';
import type { WixScope } from './wix-scope';

const scopes = new AsyncLocalStorage<WixScope>();

/** Runs `work`, and all that it starts, in `scope`. */
export function runInScope<Result, Arguments extends unknown[]>(
  scope: WixScope,
  work: (...values: Arguments) => Result,
  ...values: Arguments
): Result {
  return scopes.run(scope, work, ...values);
}

/**
 * The scope of the code that is running.
 *
 * @throws NoWixContextError outside of any, EndedWixContextError when its request has been answered
 */
export function currentScope(): WixScope {
  const scope = scopes.getStore();
  if (scope === undefined) throw new NoWixContextError();
  if (scope.ended) throw new EndedWixContextError(scope.route);
  return scope;
}
