export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of Wix's REST API as a route declares it: method, space, path. A segment `:name` is a parameter. */
export type WixCall = `${HttpMethod} /${string}`;
