const WIX_API_HOSTS: ReadonlySet<string> = new Set(['www.wixapis.com', 'edge.wixapis.com']);

/** Whether a URL is one of Wix's API, as Wix's SDK writes it: the only addresses that a token may be meant for. */
export function isWixApiUrl(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && url.username === '' && WIX_API_HOSTS.has(url.hostname);
}
