import type { AppId, InstanceId } from '../identifiers/guid';

/** A webhook as it is stored. */
export interface ReceivedEvent {
  readonly appId: AppId;
  readonly eventId: string;
  readonly eventType: string;
  readonly instanceId: InstanceId | undefined;
  /** JSON text, as Wix signed it. */
  readonly envelope: string;
  /** Tells two payloads under one id apart. */
  readonly envelopeHash: string;
  /** Milliseconds since 1970. */
  readonly eventTime: number;
  /** Why no handler can read it; `undefined` when one can. */
  readonly fault: string | undefined;
}
