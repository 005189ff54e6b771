import type { Violation } from '../errors/coded.error';
import { appendToPointer } from './json-pointer';

/**
 * Fields with names that every object inherits, such as `constructor`. class-validator finds those names in its own tables
 * and so takes them for declared.
 */
export function findInheritedNames(value: object, type: object, pointer = ''): Violation[] {
  return Object.entries(value).flatMap(([key, element]: [string, unknown]) => {
    const at = appendToPointer(pointer, key);
    if (key in Object.prototype) return [{ pointer: at, detail: 'is not a known field' }];
    const declared: unknown = Reflect.getMetadata('design:type', type, key);
    // What is declared as any object may have any fields.
    if (typeof declared !== 'function' || declared === Object || declared === Array) return [];
    if (typeof element !== 'object' || element === null) return [];
    return findInheritedNames(element, declared.prototype as object, at);
  });
}
