/** `client.webhooks` of a client of `@wix/sdk`, as far as it is used here. */
export interface SdkWebhooks {
  getRegisteredEvents(): ReadonlyMap<string, readonly unknown[]>;
  executeHandlers(event: SdkEvent): Promise<void>;
}

interface SdkEvent {
  readonly eventType: string;
  readonly instanceId: string;
  readonly payload: unknown;
}
