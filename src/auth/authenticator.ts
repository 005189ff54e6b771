import type { InstanceContext } from './instance-context';

/** How a credential is to be checked. */
export interface AuthenticationOptions {
  /** Do not use what is known; ask. */
  readonly fresh: boolean;
  /** Runs before Wix is asked about a credential that is not known; throws, or rejects, to spare the question. */
  readonly beforeAsking: () => true | Promise<true>;
}

/** Turns one kind of credential into the context of the request. */
export interface Authenticator {
  /**
   * @throws InvalidTokenError (401) when the credential is no good, and `token_info_unavailable` (503) when Wix cannot
   * say. Answers without a promise when the credential is known.
   */
  authenticate(value: string, options: AuthenticationOptions): InstanceContext | Promise<InstanceContext>;
}
