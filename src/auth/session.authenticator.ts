import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuthenticationOptions } from './authenticator';
import type { InstanceContext } from './instance-context';

/** How a session is to be checked. */
export interface SessionOptions extends AuthenticationOptions {
  /** Runs before Wix makes a new visitor; throws, or rejects, to prevent it. */
  readonly beforeBeginning: () => true | Promise<true>;
}

/** Turns the session of a browser into the context of its request; `sessions/` has it. */
export abstract class SessionAuthenticator {
  /** Where sessions are off, cookies mean nothing. */
  abstract readonly isOn: boolean;

  /**
   * @param value of the session cookie, whatever it looks like
   * @throws CodedError `cross_site_request` (403), `session_expired` (401) of a member, `invalid_token` (401) of whoever
   * else's session is over, and 503 while Wix or the database cannot say.
   */
  abstract authenticate(
    value: string,
    request: FastifyRequest,
    reply: FastifyReply,
    options: SessionOptions,
  ): Promise<InstanceContext>;

  /**
   * A new visitor for a request without any credential that comes from a page of the gateway's own origin; the reply sets
   * the cookie. `undefined` for every other request: an API client wants to be told that it sent no token.
   */
  abstract begin(
    request: FastifyRequest,
    reply: FastifyReply,
    options: SessionOptions,
  ): Promise<InstanceContext> | undefined;
}
