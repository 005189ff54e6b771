import { CodedError } from '../errors/coded.error';
import type { WixCall } from './wix-call';
import type { WixRequest } from './wix-request';

/** `.` and `..` as a segment of their own, also as a server would see them that decodes the path before it takes it apart. */
const DOT_SEGMENT = /(?:^|[/\\?#]|%2f|%5c)(?:\.|%2e){1,2}(?:$|[/\\?#]|%2f|%5c)/i;
/** Control characters, of which some URL parsers drop a few, and lone surrogates, which no encoding has. */
const NOT_TEXT = /[\p{Cc}\p{Cs}]/u;

/** The request target: its path, or the declared one with the parameters filled in, each within its one segment; and the query. */
export function wixTarget({ call, pathParameters, path: given, query }: WixRequest): string {
  const path = given ?? declaredPath(call, pathParameters);
  if (query === undefined) return path;
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) {
      continue;
    }
    for (const single of Array.isArray(value) ? value : [value]) {
      search.append(name, String(single));
    }
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function declaredPath(call: WixCall, parameters: Readonly<Record<string, string>> = {}): string {
  const declared = call.slice(call.indexOf('/'));
  if (!declared.includes('/:')) return declared;
  return declared
    .split('/')
    .map((segment) => (segment.startsWith(':') ? encode(call, segment.slice(1), parameters) : segment))
    .join('/');
}

/** @throws CodedError `validation_failed` for a value that would not stay one segment, Error when the caller gave none */
function encode(call: WixCall, name: string, parameters: Readonly<Record<string, string>>): string {
  const value = parameters[name];
  if (value === undefined) {
    throw new Error(`${call} needs the path parameter "${name}". Pass it in pathParameters.`);
  }
  if (value === '' || DOT_SEGMENT.test(value) || NOT_TEXT.test(value)) {
    throw new CodedError('validation_failed', `The path parameter "${name}" is empty or no valid id.`);
  }
  return encodeURIComponent(value);
}
