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
export interface ServicePluginCall {
  /** As Wix documents it for this method. Wix signed it, which says who sent it, and nothing of its shape. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly metadata: ServicePluginMetadata;
  /** The instance that is asked, and whom Wix asks for. */
  readonly instance: InstanceContext;
}
