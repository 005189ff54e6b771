import type { Violation } from '../errors/coded.error';
import { appendToPointer } from './json-pointer';

/**
 * Lists where the class declares one value. class-validator alone would not see them all: it applies the rules of a
 * nested class to each element of a list.
 */
export function findUnexpectedLists(value: object, type: object, pointer = ''): Violation[] {
  return Object.entries(value).flatMap(([key, element]: [string, unknown]) => {
    // Written by TypeScript for every decorated property; `Object` for what is not one plain type.
    const declared: unknown = Reflect.getMetadata('design:type', type, key);
    if (typeof declared !== 'function' || declared === Array || declared === Object) return [];
    const at = appendToPointer(pointer, key);
    if (Array.isArray(element)) return [{ pointer: at, detail: 'must be one value, not a list' }];
    if (typeof element !== 'object' || element === null) return [];
    return findUnexpectedLists(element, declared.prototype as object, at);
  });
}
