import type { TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';

/** One `grant_type` of the token endpoint. */
export interface GrantHandler {
  readonly grantType: string;
  /** @throws {WixError} in OAuth's form. */
  issue(parameters: TokenParameters, authorization: string | undefined): TokenAnswer;
}
