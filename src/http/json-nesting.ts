const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/**
 * Whether arrays and objects nest deeper than `limit`, told by one pass over the bytes before anything recursive sees
 * them. In UTF-8 no byte of a longer character equals one of the six that count.
 */
export function isNestedDeeperThan(limit: number, json: Uint8Array): boolean {
  let depth = 0;
  let insideString = false;
  for (let index = 0; index < json.length; index++) {
    const byte = json[index];
    if (insideString) {
      if (byte === BACKSLASH) index++;
      else if (byte === QUOTE) insideString = false;
    } else if (byte === QUOTE) {
      insideString = true;
    } else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) {
      if (++depth > limit) return true;
    } else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) {
      depth--;
    }
  }
  return false;
}
