const WIX_HOSTS = /^https:\/\/(?:www|edge)\.wixapis\.com(?=\/)/;

/** Sends calls for Wix's hosts to `url` instead, for all code that uses the global fetch. Call the result to undo it. */
export function redirectWixHosts(url: string): () => void {
  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    if (typeof input !== 'string') throw new TypeError('the SDK is expected to fetch texts');
    if (!WIX_HOSTS.test(input)) throw new TypeError(`unexpected host: ${input}`);
    return realFetch(input.replace(WIX_HOSTS, url), init);
  };
  return () => {
    globalThis.fetch = realFetch;
  };
}
