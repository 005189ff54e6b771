import { CodedError } from '../errors/coded.error';

const RETRY_AFTER_SECONDS = 5;

/** Wix issues no token now: `elevation_unavailable`, 503. */
export class TokenUnavailableError extends CodedError {
  constructor(retryAfterSeconds = RETRY_AFTER_SECONDS) {
    super('elevation_unavailable', 'Wix cannot issue a token at the moment. Try again later.', { retryAfterSeconds });
  }
}
