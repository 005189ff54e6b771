import type { AccessToken } from '../wix/access-token';
import { WixStatusError } from '../wix/wix-status.error';

/** "MetaSite not found": what Wix's data services say, with 400, of a token that has expired. */
const EXPIRED_TOKEN_CODE = 'WDE0117';

/**
 * Does `work` with a token; when Wix refuses the token (401, or 400 with the code above), once more with another.
 *
 * @param tokenFor gives a token, and is told the one that was refused.
 */
export async function retryRejectedToken<Result>(
  tokenFor: (rejected?: AccessToken) => AccessToken | Promise<AccessToken>,
  work: (token: AccessToken) => Promise<Result>,
): Promise<Result> {
  const token = await tokenFor();
  try {
    return await work(token);
  } catch (error) {
    if (!isAboutTheToken(error)) throw error;
    return work(await tokenFor(token));
  }
}

function isAboutTheToken(error: unknown): boolean {
  if (!(error instanceof WixStatusError)) return false;
  return error.status === 401 || (error.status === 400 && error.applicationCode === EXPIRED_TOKEN_CODE);
}
