import { AuthenticationRequiredError, InvalidCredentialError } from './authentication.error';
import type { Credential } from './credential';
import { readSessionCookie } from './session.cookie';

const MAX_CREDENTIAL_BYTES = 8192;

/**
 * `base64url(HMAC-SHA256).base64url(JSON object)`: 32 bytes are 43 characters, and `{"` begins as `ey`. The other alphabet
 * of base64 and padding count too: were such a value taken for an access token, its date and claims would not be looked at.
 */
const SIGNED_INSTANCE = /^[\w+/-]{43}=*\.ey[\w+/-]+=*$/;
/** RFC 9110 §11.1: a scheme is a token, then one space. */
const SCHEME = /^([A-Za-z0-9!#$%&'*+.^_`|~-]+) (.*)$/;
/** Printable ASCII without a space, and without the comma that would make it a list. */
const VALUE = /^[\x21-\x2b\x2d-\x7e]+$/;

/**
 * Reads the one credential of a request (RFC 6750 §2.1, and the bare form that Wix's front-ends send).
 *
 * @param rawHeaders names and values in turn as they came over the wire: Node's `headers` hides a second `Authorization`.
 * @param instanceParameter the value of `?instance=` on a route that opted in, otherwise `undefined`.
 * @param cookies the Cookie header where sessions are on, otherwise `undefined`.
 * @returns `undefined` when the request carries none.
 * @throws AuthenticationRequiredError (401) for a scheme that is not ours, InvalidCredentialError (400) for anything ambiguous.
 */
export function readCredential(
  rawHeaders: readonly string[],
  instanceParameter: unknown,
  cookies?: string,
): Credential | undefined {
  const authorization = onlyAuthorization(rawHeaders);
  const hasParameter = instanceParameter !== undefined && instanceParameter !== '';
  if (cookies !== undefined) {
    const session = readSessionCookie(cookies);
    // Whatever the header says: one of a scheme that is not ours is a second credential, too.
    if (session !== undefined && (authorization !== '' || hasParameter)) throw twoCredentials();
    if (session !== undefined) return { kind: 'session', value: session };
  }
  const fromHeader = authorization === '' ? undefined : readAuthorization(authorization);
  if (!hasParameter) return fromHeader;
  if (fromHeader !== undefined) throw twoCredentials();
  return readInstanceParameter(instanceParameter);
}

function twoCredentials(): InvalidCredentialError {
  return new InvalidCredentialError('The request carries two credentials. Send one.');
}

function onlyAuthorization(rawHeaders: readonly string[]): string {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== 13 || name.toLowerCase() !== 'authorization') continue;
    if (found !== undefined) throw new InvalidCredentialError('The Authorization header is there twice. Send one.');
    found = rawHeaders[index + 1] ?? '';
  }
  return found ?? '';
}

function readAuthorization(header: string): Credential {
  if (header.length > MAX_CREDENTIAL_BYTES) throw new InvalidCredentialError('The Authorization header is over 8 KiB.');
  // Asked only where it may match: on a bare token it would go through every character twice.
  const scheme = header.includes(' ') ? SCHEME.exec(header) : null;
  if (scheme === null && /^bearer$/i.test(header)) throw new InvalidCredentialError('No access token after "Bearer".');
  if (scheme !== null && !/^bearer$/i.test(scheme[1] ?? '')) throw new AuthenticationRequiredError();
  const value = scheme === null ? header : (scheme[2] ?? '');
  if (!VALUE.test(value)) {
    throw new InvalidCredentialError(
      'The Authorization header is malformed. Send one access token, as it is or after "Bearer" and one space.',
    );
  }
  return { kind: SIGNED_INSTANCE.test(value) ? 'signed-instance' : 'access-token', value };
}

function readInstanceParameter(value: unknown): Credential {
  if (typeof value !== 'string') throw new InvalidCredentialError('The instance parameter is there twice. Send one.');
  if (value.length > MAX_CREDENTIAL_BYTES) throw new InvalidCredentialError('The instance parameter is over 8 KiB.');
  if (!SIGNED_INSTANCE.test(value)) throw new InvalidCredentialError('The instance parameter is malformed.');
  return { kind: 'signed-instance', value };
}
