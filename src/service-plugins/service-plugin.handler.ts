import type { SignedServicePluginCall } from '../auth/signed-request';
import type { ServicePluginCall } from './service-plugin.call';

/** What answers a call. `signed` is what Wix signed, for the SDK, which reads it itself. */
export type ServicePluginHandler = (call: ServicePluginCall, signed: SignedServicePluginCall) => unknown;
