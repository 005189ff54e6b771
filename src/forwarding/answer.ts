import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import { CodedError } from '../errors/coded.error';
import type { JsonSchema } from '../http/json.schema';

/** Turns Wix's answer into what a client may see of it. */
export type Answer = (body: Buffer) => string;

/**
 * An answer that shows what `schema` names, and nothing else: Wix may add a field, and it stays here. The same schema
 * documents the route, so the document cannot promise more or less.
 *
 * @throws `wix_unavailable` (502), when it is used, for a body that is not what the schema describes.
 */
export function allowedAnswer(schema: JsonSchema): Answer {
  // The same JSON Schema, which fast-json-stringify types as a union over `type`.
  const stringify = fastJsonStringify(schema as Schema);
  return (body) => {
    try {
      return stringify(JSON.parse(body.toString('utf8')));
    } catch {
      throw new CodedError('wix_unavailable', "Wix's answer to this call is not what it is documented to be.");
    }
  };
}
