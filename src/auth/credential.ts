/** What a request offers as proof of who is calling. The value is a secret. */
export type Credential =
  /** An access token as Wix's front-ends send it; opaque to us. */
  | { readonly kind: 'access-token'; readonly value: string }
  /** Wix's signed `instance` value: `signature.payload`. */
  | { readonly kind: 'signed-instance'; readonly value: string }
  /** The value of the session cookie, whatever it looks like. */
  | { readonly kind: 'session'; readonly value: string };
