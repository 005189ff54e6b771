import type { AppIdentity } from '../auth/app-identity';
import type { InstanceContext } from '../auth/instance-context';
import type { WixCall } from '../wix/wix-call';
import type { SdkCalls } from './sdk-calls';

/** For whom Wix's SDK works at the moment: one for each request, and one for each `WixContext.runAs`. */
export interface WixScope {
  /** Makes the Wix calls; of the application that the scope belongs to. */
  readonly calls: SdkCalls;
  /** The route, such as `GET /v1/instance`, or what `runAs` was told. It stands in the audit and in errors. */
  readonly route: string;
  readonly requestId: string;
  /** The app instance that is worked for; `undefined` on a public route. */
  readonly instance: InstanceContext | undefined;
  /** Whose own rights a call has that is not elevated; `undefined` where nobody is calling. */
  readonly caller: InstanceContext | undefined;
  /** What may be called with the app's rights; `undefined` where nothing may. */
  readonly appIdentity: AppIdentity | undefined;
  /** Whether the work is done: code that still runs may call nothing more. */
  readonly ended: boolean;
  /** Wix's `X-Wix-Consistent`: what was written in this scope is read in this scope. */
  consistent: string | undefined;
  /** Where the developer declares `call`, as a sentence. */
  remedy(call: WixCall): string;
}
