declare const kind: unique symbol;

/** An access token that Wix issued and that is fit to be a header's value. Never logged, never sent to a browser. */
export type AccessToken = string & { readonly [kind]: 'AccessToken' };

const PRINTABLE = /^[\x21-\x7e]{1,8192}$/;

/** A token off the wire: 1 to 8,192 printable ASCII characters without a space; `undefined` for everything else. */
export function parseAccessToken(value: unknown): AccessToken | undefined {
  // The only place where a string becomes an AccessToken: its shape was just checked.
  return typeof value === 'string' && PRINTABLE.test(value) ? (value as AccessToken) : undefined;
}
