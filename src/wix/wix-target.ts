import { CodedError } from '../errors/coded.error';
import type { WixCall } from './wix-call';
import type { WixRequest } from './wix-request';

/** `.` and `..` as a segment of their own, also as they would look to a server that decodes once more. */
const DOT_SEGMENT = /(?:^|[/\\]|%2f|%5c)(?:\.|%2e){1,2}(?:$|[/\\]|%2f|%5c)/i;

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The request target: the declared path with its parameters filled in, each within its one segment, and the query. */
export function wixTarget({ call, pathParameters = {}, query = {} }: WixRequest): string {
  const path = call
    .slice(call.indexOf('/'))
    .split('/')
    .map((segment) => (segment.startsWith(':') ? encode(call, segment.slice(1), pathParameters) : segment))
    .join('/');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      search.append(name, String(value));
    }
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** @throws CodedError `validation_failed` for a value that would not stay one segment, Error when the caller gave none */
function encode(call: WixCall, name: string, parameters: Readonly<Record<string, string>>): string {
  const value = parameters[name];
  if (value === undefined) {
    throw new Error(`${call} needs the path parameter "${name}". Pass it in pathParameters.`);
  }
  if (value === '' || DOT_SEGMENT.test(value) || LONE_SURROGATE.test(value)) {
    throw new CodedError('validation_failed', `The path parameter "${name}" is empty or no valid id.`);
  }
  return encodeURIComponent(value);
}
