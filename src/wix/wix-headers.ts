import { CodedError } from '../errors/coded.error';
import type { WixRequest } from './wix-request';

/** What a caller may add: language, read-your-writes consistency, the SDK's name of the call. Nothing that says who is calling. */
const SAFE_HEADERS = ['accept-language', 'x-wix-consistent', 'x-wix-bi-gateway'] as const;

const HEADER_VALUE = /^[\t\x20-\x7e]*$/;

/** Every header of a REST call. The token goes without a scheme, as Wix's own SDK sends it. */
export function wixHeaders({ accessToken, body, headers = {} }: WixRequest): Record<string, string> {
  return {
    authorization: accessToken,
    accept: 'application/json',
    // The body is passed on byte for byte to a client whose own encodings are not known here.
    'accept-encoding': 'identity',
    'user-agent': 'liftgate',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...safeHeaders(headers),
  };
}

/** @throws CodedError `invalid_request` for a value that would break out of its line */
function safeHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const name of SAFE_HEADERS) {
    const value = headers[name];
    if (value === undefined) {
      continue;
    }
    if (!HEADER_VALUE.test(value)) {
      throw new CodedError('invalid_request', `The header ${name} holds a character that a header can't hold.`);
    }
    safe[name] = value;
  }
  return safe;
}
