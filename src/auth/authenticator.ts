import type { InstanceContext } from './instance-context';
import type { VerdictOptions } from './token-vault';

/** How a credential is to be checked. */
export interface AuthenticationOptions extends VerdictOptions {
  /** Runs before Wix is asked about a credential that was never known; throws, or rejects, to spare the question. */
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
