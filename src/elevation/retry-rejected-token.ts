import type { AccessToken } from '../wix/access-token';
import { WixStatusError } from '../wix/wix-status.error';

/**
 * Does `work` with a token; when Wix refuses the token (401), once more with another.
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
    if (!(error instanceof WixStatusError && error.status === 401)) throw error;
    return work(await tokenFor(token));
  }
}
