import type { InstanceId } from '../identifiers/guid';
import type { AccessToken } from './access-token';
import type { WixCall } from './wix-call';

/** One call of Wix's REST API. */
export interface WixRequest {
  /** As it is declared, or a name that holds no value: it goes into metrics, traces, logs and errors. */
  readonly call: WixCall;
  /** The path as it is sent, where `call` is but a name. In its place, otherwise, stands that of `call`. */
  readonly path?: `/${string}` | undefined;
  /** Values of the `:name` segments of the call's path. */
  readonly pathParameters?: Readonly<Record<string, string>> | undefined;
  /** A value `undefined` is left out; of a list each value goes along under the same name. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>> | undefined;
  /** JSON text. */
  readonly body?: string | Buffer | undefined;
  /** Names in lower case. `accept-language`, `x-wix-consistent` and `x-wix-bi-gateway` go along; every other header is dropped. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whose budget of Wix calls this is taken from: the instance that `accessToken` is of. */
  readonly instanceId: InstanceId;
  /** Whose identity the call has. */
  readonly accessToken: AccessToken;
  /** Whether the call may be repeated without a second effect; a GET may, unless this says otherwise. */
  readonly idempotent?: boolean | undefined;
}
