/** A client chooses the names of unknown fields, so their length is bounded here. */
const MAX_TOKEN_CHARACTERS = 100;

/** A JSON Pointer one level deeper (RFC 6901 §3). */
export function appendToPointer(pointer: string, name: string): string {
  return `${pointer}/${name.slice(0, MAX_TOKEN_CHARACTERS).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
