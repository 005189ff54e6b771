import type { Instance } from '../sites/instance';

/** What happened on a site. */
export interface WebhookEvent {
  readonly instance: Instance;
  readonly eventType: string;
  /** JSON text: Wix puts the payload inside as a string. */
  readonly data: string;
}

export interface Delivery {
  /** From 1. Each copy counts its own. */
  readonly attempt: number;
  /** 0 when no answer came. */
  readonly status: number;
  readonly ms: number;
  /** From 2, for duplicates. */
  readonly copy?: number;
  /** Why no answer came: an error code, or `timeout`. */
  readonly error?: string;
}

/** One event on its way, with all its copies and attempts. */
export interface Webhook {
  readonly id: string;
  readonly eventType: string;
  readonly instanceId: string;
  readonly deliveries: Delivery[];
  /** Copies that were neither delivered nor given up. */
  pending: number;
}
