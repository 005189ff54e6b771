/** A success (2xx) of Wix's REST API. */
export interface WixReply {
  readonly status: number;
  readonly contentType: string;
  /** JSON as Wix sent it, not parsed: an object or an array. */
  readonly body: Buffer;
  /** `x-wix-request-id`. */
  readonly requestId: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
