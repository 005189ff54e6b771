import { CodedError } from '../errors/coded.error';
import type { ErrorCode } from '../errors/error-code';
import type { WixStatusError } from './wix-status.error';

const REFUSED = ['login_refused', 'The e-mail address or the password is not right.'] as const;

/** Application codes of Wix's identity service (WIX.md §10). */
const REFUSALS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  // One answer for both: whether an account exists is nobody's to learn here.
  '-19976': REFUSED,
  '-19999': REFUSED,
  '-19995': ['email_already_registered', 'There is a member with this e-mail address. Log in, or reset the password.'],
  '-19971': ['captcha_required', 'Wix asks for a CAPTCHA: send captchaTokens.'],
  '-19970': ['captcha_rejected', 'Wix does not take this CAPTCHA token. Ask for a new one.'],
  '-19973': ['password_reset_required', 'This password has to be reset before the next login.'],
};

/** The refusal in our words; the same error again when it is not one of a login, such as a token that Wix does not take. */
export function explainLoginRefusal(refusal: WixStatusError): CodedError | WixStatusError {
  const known = REFUSALS[refusal.applicationCode ?? ''];
  return known === undefined ? refusal : new CodedError(known[0], known[1], { cause: refusal });
}
