import { WixError } from '../http/wix.error';
import type { Product } from '../sites/product';

type Scalar = string | number | boolean;
type Predicate = (product: Product) => boolean;

/** The fields that can be filtered and sorted by, as in catalog v1. */
const FIELDS: Readonly<Record<string, (product: Product) => Scalar | readonly Scalar[]>> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
  description: ({ description }) => description,
  sku: ({ sku }) => sku,
  visible: ({ visible }) => visible,
  productType: ({ productType }) => productType,
  price: ({ price }) => price.price,
  'priceData.price': ({ price }) => price.price,
  numericId: ({ numericId }) => Number(numericId),
  lastUpdated: ({ lastUpdated }) => lastUpdated,
  createdDate: ({ createdDate }) => createdDate,
  'collections.id': ({ collectionIds }) => collectionIds,
  collectionIds: ({ collectionIds }) => collectionIds,
};

function some(actual: Scalar | readonly Scalar[], test: (value: Scalar) => boolean): boolean {
  return Array.isArray(actual) ? actual.some(test) : test(actual as Scalar);
}

const OPERATORS: Readonly<Record<string, (actual: Scalar, expected: unknown) => boolean>> = {
  $eq: (actual, expected) => actual === expected,
  $gt: (actual, expected) => compare(actual, expected) > 0,
  $gte: (actual, expected) => compare(actual, expected) >= 0,
  $lt: (actual, expected) => compare(actual, expected) < 0,
  $lte: (actual, expected) => compare(actual, expected) <= 0,
  $in: (actual, expected) => Array.isArray(expected) && expected.includes(actual),
  $hasSome: (actual, expected) => Array.isArray(expected) && expected.includes(actual),
  $startsWith: (actual, expected) => String(actual).toLowerCase().startsWith(String(expected).toLowerCase()),
  $contains: (actual, expected) => String(actual).toLowerCase().includes(String(expected).toLowerCase()),
};

/** Below, above or equal; NaN, and thus none of them, for values of two types. */
export function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other);
  return Number.NaN;
}

export function fieldReader(name: string): (product: Product) => Scalar | readonly Scalar[] {
  const reader = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (reader === undefined) throw WixError.validation('query', `cannot filter or sort by "${name.slice(0, 50)}"`);
  return reader;
}

function condition(field: string, operator: string, expected: unknown): Predicate {
  const read = fieldReader(field);
  // Every field has a value.
  if (operator === '$exists') return () => expected === true;
  if (operator === '$hasAll' && Array.isArray(expected))
    return (product) => expected.every((wanted) => some(read(product), (actual) => actual === wanted));
  if (operator === '$ne') return (product) => !some(read(product), (actual) => actual === expected);
  const test = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (test === undefined) throw WixError.validation('query.filter', 'has an unsupported operator');
  return (product) => some(read(product), (actual) => test(actual, expected));
}

function clause(name: string, value: unknown): Predicate {
  if (name === '$not') {
    const inner = productFilter(value);
    return (product) => !inner(product);
  }
  if (name === '$and' || name === '$or') {
    if (!Array.isArray(value)) throw WixError.validation('query.filter', `needs a list for ${name}`);
    const inner = value.map(productFilter);
    return (product) => (name === '$and' ? inner.every((test) => test(product)) : inner.some((test) => test(product)));
  }
  if (typeof value !== 'object' || value === null) return condition(name, '$eq', value);
  fieldReader(name);
  const tests = Object.entries(value).map(([operator, expected]) => condition(name, operator, expected));
  return (product) => tests.every((test) => test(product));
}

/** A filter object, or its JSON text as catalog v1 wants it. 400 for what it does not know: nothing is ignored. */
export function productFilter(input: unknown): Predicate {
  const filter = typeof input === 'string' ? parseJson(input) : input;
  if (filter === undefined || filter === null) return () => true;
  if (typeof filter !== 'object' || Array.isArray(filter))
    throw WixError.validation('query.filter', 'must be an object');
  const clauses = Object.entries(filter).map(([name, value]) => clause(name, value));
  return (product) => clauses.every((test) => test(product));
}

/** JSON text as a value. 400 when it is none. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw WixError.validation('query', 'holds text that is not JSON');
  }
}
