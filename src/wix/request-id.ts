const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Wix's own id of a request (`x-wix-request-id`), for the log; `undefined` when absent or not fit to be printed. */
export function readRequestId(headers: Readonly<Record<string, unknown>>): string | undefined {
  const value = headers['x-wix-request-id'];
  return typeof value === 'string' && REQUEST_ID.test(value) ? value : undefined;
}
