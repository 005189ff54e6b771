import { Injectable } from '@nestjs/common';
import { CallerTokens } from '../auth/caller-tokens';
import { TokenVault, type VerdictOptions } from '../auth/token-vault';
import { WixApi } from '../elevation/wix-api';
import type { WixReply } from '../wix/wix-reply';
import { findDeclaredCall } from './declared-call';
import type { SdkRequest } from './sdk-request';
import { NoCallerError } from './sdk.error';
import { type SdkTokenInfo, tokenInfoOf } from './token-info';
import { declarationOf, UndeclaredCalls } from './undeclared-calls';
import type { WixScope } from './wix-scope';

/** The caller was let in by it already, be it stale. */
const ANY_KNOWN: VerdictOptions = { fresh: false, stale: 'allowed' };

/** What Wix's SDK asks for, done the gateway's way: its tokens, its limits, its audit. The SDK itself sees no token. */
@Injectable()
export class SdkCalls {
  readonly #undeclared = new UndeclaredCalls();

  constructor(
    private readonly wix: WixApi,
    private readonly vault: TokenVault,
    private readonly callerTokens: CallerTokens,
  ) {}

  /**
   * A call that Wix judges by the caller's own rights.
   *
   * @throws NoCallerError where nobody is calling; CodedError as WixCalls.send does
   */
  async asCaller(scope: WixScope, request: SdkRequest): Promise<WixReply> {
    if (scope.caller === undefined) throw new NoCallerError(scope.route);
    const { method, path } = request;
    const declared = scope.appIdentity && findDeclaredCall(scope.appIdentity.calls, method, path);
    const call = declared?.call ?? this.#undeclared.nameOf(method, path);
    return this.wix.caller(scope.caller).send({ call, path, ...rest(scope, request) });
  }

  /**
   * A call with the app's rights, if it is a declared one.
   *
   * @throws UndeclaredWixCallError, after a record in the audit, for any other; CodedError as WixCalls.send does
   */
  async asApp(scope: WixScope, request: SdkRequest): Promise<WixReply> {
    const { instance, appIdentity, route, requestId } = scope;
    if (instance === undefined) throw new NoCallerError(route);
    const { method, path } = request;
    const declared = appIdentity && findDeclaredCall(appIdentity.calls, method, path);
    if (appIdentity === undefined || declared === undefined) {
      const call = declarationOf(method, path);
      return this.wix.refuse({ instance, route, requestId }, call, scope.remedy(call));
    }
    return this.wix.app(appIdentity).send({ ...declared, ...rest(scope, request) });
  }

  /** What Token Info said when the caller was let in, in its own words; no Wix call. */
  tokenInfo({ instance, route }: WixScope): SdkTokenInfo {
    if (instance === undefined) throw new NoCallerError(route);
    const token = this.callerTokens.of(instance);
    return tokenInfoOf(instance, token === undefined ? undefined : this.vault.knownVerdict(token, ANY_KNOWN));
  }
}

function rest({ consistent }: WixScope, { query, body, headers }: SdkRequest) {
  return {
    query,
    headers: consistent === undefined ? headers : { ...headers, 'x-wix-consistent': consistent },
    ...(body === undefined ? {} : { body }),
  };
}
