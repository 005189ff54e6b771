import { InvalidTokenError, IdentityNotAllowedError } from '../auth/authentication.error';
import { CodedError } from '../errors/coded.error';
import type { WixStatusError } from '../wix/wix-status.error';

const RETRY_AFTER_SECONDS = 60;
/** The refusals that say something about the request itself, and so are the client's to read. */
const PASSED_ON = { 400: 'wix_400', 404: 'wix_404', 409: 'wix_409', 428: 'wix_428' } as const;

/** What Wix's refusal of a call means to whoever called the gateway. */
export function explainRefusal(refusal: WixStatusError, as: 'app' | 'caller'): CodedError {
  const { status, applicationCode: wixCode } = refusal;
  const options = { cause: refusal };
  if (isPassedOn(status)) {
    const known = wixCode === undefined ? options : { wixCode, ...options };
    return new CodedError(PASSED_ON[status], `Wix answered this call with ${status}.`, known);
  }
  switch (status) {
    case 401:
      return as === 'caller'
        ? new InvalidTokenError({ cause: refusal })
        : new CodedError('app_token_rejected', 'Wix refused a freshly issued app token. Try again later.', options);
    case 403:
      return as === 'caller'
        ? new IdentityNotAllowedError('Wix does not let this identity make the call behind this route.', {
            cause: refusal,
          })
        : new CodedError(
            'wix_permission_missing',
            'The app lacks the Wix permission for this call. Its developer must add it and release a version.',
            options,
          );
    case 429:
      return new CodedError('wix_rate_limited', 'Wix is limiting the calls for this site. Wait before trying again.', {
        ...options,
        retryAfterSeconds: refusal.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
      });
    default:
      return new CodedError('wix_unavailable', 'Wix answered this call in a way the gateway cannot pass on.', options);
  }
}

function isPassedOn(status: number): status is keyof typeof PASSED_ON {
  return status in PASSED_ON;
}
