import type { InstanceContext } from '../auth/instance-context';

/** What Wix says of a call beside the request itself. */
interface ServicePluginMetadata {
  readonly requestId: string | undefined;
  /** The service plugin, as Wix spells it: `ECOM_ADDITIONAL_FEES`. */
  readonly appExtensionType: string;
  /** ISO 4217, such as `USD`. */
  readonly currency: string | undefined;
  /** Such as `en-US`, the best first. */
  readonly languages: readonly string[];
}

/** A call of a service plugin, its signature verified. */
export interface ServicePluginCall<Request = Readonly<Record<string, unknown>>> {
  /** As Wix documents it for this method. Wix signed it, so handlers may believe its shape. */
  readonly request: Request;
  readonly metadata: ServicePluginMetadata;
  /** The instance that is asked, and whom Wix asks for. */
  readonly instance: InstanceContext;
}
