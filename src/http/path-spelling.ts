/** Letters, digits, `-`, `.`, `_` and `~`: what no URL needs to encode (RFC 3986 §2.3). */
const NEEDLESSLY_ENCODED = /^[^?]*%(?:2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/i;

/**
 * Whether a request target spells its path in another way than it has to: `/v1/%6dembers` for `/v1/members`. The router
 * decodes it, and no rule by path, of a proxy before the gateway for one, would see it. The query does not count.
 */
export function isNeedlesslyEncoded(target: string): boolean {
  // Most targets have no % at all, and are not looked at twice.
  return target.includes('%') && NEEDLESSLY_ENCODED.test(target);
}
