/** The text itself when it is a URL of one of these schemes, such as `redis:`. */
export function parseUrl(text: string, schemes: readonly string[]): string | undefined {
  if (/\s/.test(text) || !URL.canParse(text)) return undefined;
  const { protocol } = new URL(text);
  return schemes.includes(protocol) && text.slice(protocol.length).startsWith('//') ? text : undefined;
}
