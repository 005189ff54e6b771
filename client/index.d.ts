import type { Client, ClientOptions } from 'openapi-fetch';
import type { components, paths } from './paths.js';

export type { components, paths } from './paths.js';

/** An error of the gateway (RFC 9457). Switch on `code`; the texts are for people. */
export type Problem = components['schemas']['Problem'];

/**
 * A client whose calls, parameters and answers are typed from the gateway's OpenAPI document:
 * `const { data, error } = await client.GET('/v1/identity')`.
 *
 * @param options `baseUrl` of the gateway, and the `fetch` to use, such as `wixClient.fetchWithAuth`.
 */
export function createLiftgateClient(options: ClientOptions): Client<paths>;

/** Whether a value, such as the `error` of a call, is one of the gateway's problems. */
export function isProblem(value: unknown): value is Problem;
