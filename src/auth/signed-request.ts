/** What Wix signed when it sent a webhook. The event inside is read by `webhooks/`. */
export interface SignedWebhook {
  readonly kind: 'webhook';
  /** JSON text: the envelope of the event. */
  readonly data: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
}

/** What Wix signed when it called a service plugin. What is asked is read by `service-plugins/`. */
export interface SignedServicePluginCall {
  readonly kind: 'service-plugin';
  /** `{request, metadata}`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The verified claims of a request that Wix signed for this app. */
export type SignedRequest = SignedWebhook | SignedServicePluginCall;
