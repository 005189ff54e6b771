import { createClient, type Descriptors, type WixClient } from '@wix/sdk';
import { currentScope } from './current-scope';
import { HostModuleError } from './sdk.error';
import { isGetTokenInfo, type SdkTokenInfo } from './token-info';
import { createWixFetch } from './wix-fetch';

/**
 * The two clients of Wix's SDK that all code shares, whichever copy of the SDK it uses: as the caller, and elevated.
 * They hold nothing of anyone; each call asks for the scope it runs in. This file makes them the ambient context when it
 * is imported, which must be before any file of the app's code: event handlers register with them as they load.
 */
export const callerClient = ambient(
  createClient({
    auth: strategy,
    useCDN: false,
    fetch: createWixFetch(currentScope, (scope, request) => scope.calls.asCaller(scope, request)),
  }),
);

const elevatedClient = ambient(
  createClient({
    auth: strategy,
    useCDN: false,
    fetch: createWixFetch(currentScope, (scope, request) => scope.calls.asApp(scope, request)),
  }),
);

for (const context of ['module', 'global'] as const) {
  callerClient.enableContext(context);
  elevatedClient.enableContext(context, { elevated: true });
}

/** No token passes through the SDK. A new object each time, because the SDK wraps the one that it is given. */
export function strategy() {
  return { getAuthHeaders: () => Promise.resolve({ headers: {} }) };
}

/** Looks for the scope before a function of the SDK starts, and answers `getTokenInfo`, which no `fetch` of ours sees. */
function ambient(client: WixClient): WixClient {
  // Their types say what a module becomes; here any module will do.
  const use = client.use.bind(client) as (modules: Descriptors) => unknown;
  const guardedUse = (modules: Descriptors): unknown => {
    if ('__type' in modules && modules.__type === 'host') throw new HostModuleError();
    // Event handlers and service plugins are registered, outside of any scope, and not called.
    if (typeof modules !== 'function' || '__type' in modules) return use(modules);
    if (isGetTokenInfo(modules)) return tokenInfo;
    return (...values: readonly unknown[]): unknown => {
      currentScope();
      const call = use(modules);
      if (typeof call === 'function') return (call as (...values: readonly unknown[]) => unknown)(...values);
      throw new TypeError("auth.elevate() takes a function of Wix's SDK, and no other.");
    };
  };
  return Object.assign(client, { use: guardedUse as WixClient['use'] });
}

function tokenInfo(): Promise<SdkTokenInfo> {
  return new Promise((resolve) => {
    const scope = currentScope();
    resolve(scope.calls.tokenInfo(scope));
  });
}
