import type { Identity } from '../auth/identity';
import type { AppId, InstanceId, SiteId } from '../identifiers/guid';

/** What became of an event. `pending` is waiting for its first attempt, its next one, or its turn. */
export type WebhookEventState = 'pending' | 'handled' | 'unknown_type' | 'dead_letter' | 'discarded';

/** An event of Wix as handlers get it: signed for this app, and the same however often it was delivered. */
export interface WixEvent<Data = unknown> {
  /** Wix's id of the event; a hash where Wix gives none. */
  readonly id: string;
  /** As Wix spells it, such as `AppInstalled` or `wix.contacts.v4.contact_updated`. */
  readonly type: string;
  readonly appId: AppId;
  /** Events of an account have none. */
  readonly instanceId: InstanceId | undefined;
  readonly siteId: SiteId | undefined;
  /** When it happened, in milliseconds since 1970: what events of one instance are ordered by. */
  readonly time: number;
  readonly identity: Identity;
  /** As Wix documents it for this type. */
  readonly data: Data;
}
