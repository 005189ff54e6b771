import { z } from 'zod';
import { parseAccessToken } from './access-token';
import type { IssuedToken } from './issued-token';

const LONGEST_SECONDS = 24 * 60 * 60;
/** The life of a token of custom authentication, whose answers carry no `expires_in`: the shortest that Wix documents. */
const SHORTEST_SECONDS = 5 * 60;

const reply = z.object({
  access_token: z.unknown().transform(parseAccessToken),
  refresh_token: z
    .string()
    .regex(/^[\x21-\x7e]{0,8192}$/)
    .nullish(),
  expires_in: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.number().positive())
    .transform((seconds) => Math.min(seconds, LONGEST_SECONDS))
    .catch(SHORTEST_SECONDS),
});

/**
 * Reads a token endpoint's answer (RFC 6749 §5.1); `undefined` when it holds no usable token. A token without
 * `expires_in`, or with a senseless one (zero, negative, text), counts as one of five minutes; none counts longer than 24 hours.
 *
 * @param sentAt when the request was sent, in milliseconds since 1970
 */
export function readIssuedToken(json: unknown, sentAt: number): IssuedToken | undefined {
  const parsed = reply.safeParse(json);
  if (!parsed.success || parsed.data.access_token === undefined) {
    return undefined;
  }
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = parsed.data;
  return {
    accessToken,
    refreshToken: refreshToken === '' ? undefined : (refreshToken ?? undefined),
    expiresAt: sentAt + seconds * 1000,
  };
}
