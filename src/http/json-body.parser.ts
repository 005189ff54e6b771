import { isUtf8 } from 'node:buffer';
import secureJson from 'secure-json-parse';
import { CodedError } from '../errors/coded.error';
import { isNestedDeeperThan } from './json-nesting';

const MAX_NESTING = 32;

/**
 * Parses a JSON body (RFC 8259), at most 32 levels deep and without `__proto__` or `constructor.prototype`, which would
 * reach into the prototypes of whatever the body is copied into. Throws `validation_failed`; the text is never quoted.
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) throw new CodedError('validation_failed', 'The body is empty; send a JSON value.');
  if (!isUtf8(body)) throw new CodedError('validation_failed', 'The body is not UTF-8.');
  if (isNestedDeeperThan(MAX_NESTING, body)) {
    throw new CodedError('validation_failed', `The body nests deeper than ${MAX_NESTING} levels.`);
  }
  try {
    return secureJson.parse(body) as unknown;
  } catch {
    throw new CodedError('validation_failed', 'The body is not well-formed JSON, or names a prototype.');
  }
}
