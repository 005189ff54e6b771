import { InvalidCredentialError } from './authentication.error';

/** `__Host-`: only this very host can have set it, over https, for all of its paths (RFC 6265bis §4.1.3.2). */
export const SESSION_COOKIE = '__Host-liftgate-session';

/**
 * The session cookie's value in a Cookie header (RFC 6265 §4.2.1), whatever it looks like; an empty one counts as none.
 *
 * @throws InvalidCredentialError (400) when it is there twice.
 */
export function readSessionCookie(header: string | undefined): string | undefined {
  if (header?.includes(SESSION_COOKIE) !== true) return undefined;
  const [value, ...more] = header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${SESSION_COOKIE}=`))
    .map((pair) => pair.slice(SESSION_COOKIE.length + 1));
  if (more.length > 0) throw new InvalidCredentialError('The session cookie is there twice. Send one.');
  return value === '' ? undefined : value;
}
