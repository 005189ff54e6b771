import type { Counts } from '../config/telemetry';
import { WixFailure } from './wix-failure.error';

type Outcome = Counts['wix_calls']['outcome'];

/** What an answer that Wix gave counts as. */
export function outcomeOf(status: number): Outcome {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 429:
      return 'rate_limited';
    default:
      return status < 400 ? 'success' : 'client_error';
  }
}

/** What an attempt counts as that brought no usable answer. */
export function failedOutcome(error: unknown): 'timeout' | 'rate_limited' | 'unavailable' {
  if (!(error instanceof WixFailure)) {
    return 'unavailable';
  }
  return error.reason === 'timeout' ? 'timeout' : error.reason === 'status 429' ? 'rate_limited' : 'unavailable';
}
