import { WixError } from '../http/wix.error';
import type { Product } from '../sites/product';
import { readPaging, type Paging } from './paging';
import { compare, fieldReader, parseJson, productFilter } from './product-filter';

const DEFAULT_LIMIT = 100;

export interface ProductPage {
  readonly products: readonly Product[];
  readonly total: number;
  readonly paging: Paging;
}

type Comparison = (one: Product, other: Product) => number;

function comparison(field: string, direction: unknown): Comparison {
  const read = fieldReader(field);
  const descending = typeof direction === 'string' && direction.toLowerCase() === 'desc';
  const sign = descending ? -1 : 1;
  return (one, other) => sign * (compare(read(one), read(other)) || 0);
}

/** `[{"price":"asc"}]` of catalog v1, and `[{fieldName, order}]` of the SDK. */
function comparisons(input: unknown): readonly Comparison[] {
  const sort = typeof input === 'string' ? parseJson(input) : input;
  if (sort === undefined || sort === null) return [];
  if (!Array.isArray(sort)) throw WixError.validation('query.sort', 'must be a list');
  return sort.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) throw WixError.validation('query.sort', 'must hold objects');
    if ('fieldName' in entry) {
      const { fieldName, ...rest } = entry;
      const direction = 'order' in rest ? rest.order : 'direction' in rest ? rest.direction : undefined;
      return [comparison(String(fieldName), direction)];
    }
    return Object.entries(entry).map(([field, direction]) => comparison(field, direction));
  });
}

/** Filters, sorts and pages. 400 for a query that it cannot honour. */
export function queryProducts(products: readonly Product[], query: unknown): ProductPage {
  if (query !== undefined && (typeof query !== 'object' || query === null))
    throw WixError.validation('query', 'must be an object');
  const { filter, sort, paging }: { filter?: unknown; sort?: unknown; paging?: unknown } = query ?? {};
  const page = readPaging(paging, DEFAULT_LIMIT);
  const matching = products.filter(productFilter(filter));
  const order = comparisons(sort);
  if (order.length > 0)
    matching.sort((one, other) => {
      for (const compareBy of order) {
        const result = compareBy(one, other);
        if (result !== 0) return result;
      }
      return 0;
    });
  return {
    products: matching.slice(page.offset, page.offset + page.limit),
    total: matching.length,
    paging: page,
  };
}
