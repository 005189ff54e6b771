import { parseJsonBody } from '../http/json-body.parser';
import { MalformedCallError } from './web-method.error';

/** The arguments in the body of Wix's client. Throws MalformedCallError for what is no JSON, or nests too deep. */
export function readArguments(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) throw new MalformedCallError();
  try {
    return parseJsonBody(body);
  } catch {
    throw new MalformedCallError();
  }
}
