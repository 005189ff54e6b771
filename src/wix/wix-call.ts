export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of Wix's REST API as a route declares it: method, space, path. A segment `:name` is a parameter. */
export type WixCall = `${HttpMethod} /${string}`;

/** Wix's names for what is read by POST, as a filter does not fit into a URL. */
const READ_BY_POST = /^POST \/.*\/(?:query|search|count)$/;

/** Whether the call surely changes nothing at Wix; what is not known to be a read counts as a change. */
export function isRead(call: WixCall): boolean {
  return call.startsWith('GET ') || READ_BY_POST.test(call);
}
