import { CodedError } from '../errors/coded.error';
import type { WixFailure } from './wix-failure.error';

/** What it means to a client that Wix gave no usable answer: `wix_timeout`, `wix_rate_limited` or `wix_unavailable`. */
export function explainFailure(failure: WixFailure): CodedError {
  const { reason, retryAfterSeconds } = failure;
  const options = { cause: failure, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  switch (reason) {
    case 'timeout':
      return new CodedError('wix_timeout', 'Wix did not answer in time. Try again.', options);
    case 'status 429':
      return new CodedError('wix_rate_limited', 'Wix takes no more such calls for now. Wait, then try again.', options);
    default:
      return new CodedError('wix_unavailable', 'Wix did not give a usable answer. Try again.', options);
  }
}
