import type { HttpMethod, WixCall } from '../wix/wix-call';

/** How Wix's paths begin: the name of an API and its version, such as `stores-reader` and `v1`. An id is neither. */
const NAME_OR_VERSION = /^(?:[a-z][a-z-]{0,31}|v\d{1,3})$/;
const MOST_NAMES = 100;

/** What else a path may be made of, in Wix's own calls: `_api`, `query-platformized`, `byCode`. */
const WORD = /^_?[a-z][A-Za-z-]{0,31}$/;

/** The line that would declare such a call, `GET /stores/v1/products/:value`: whatever may be a value is left out. */
export function declarationOf(method: HttpMethod, path: `/${string}`): WixCall {
  let values = 0;
  const named = path.split('/').map((segment) => {
    if (segment === '' || WORD.test(segment) || NAME_OR_VERSION.test(segment)) return segment;
    values += 1;
    return values === 1 ? ':value' : `:value${values}`;
  });
  // A path begins with a slash, and so does this.
  return `${method} ${named.join('/') as `/${string}`}`;
}

/** The name of a call that no route declares: its method and API, `GET /stores-reader/v1/…`. The rest may hold values. */
function undeclaredCall(method: HttpMethod, path: `/${string}`): WixCall {
  const beginning = path.split('/', 3).slice(1);
  const value = beginning.findIndex((segment) => !NAME_OR_VERSION.test(segment));
  const api = value === -1 ? beginning : beginning.slice(0, value);
  return `${method} /${[...api, '…'].join('/')}`;
}

/**
 * The names of the calls as the caller. Wix's SDK puts ids into a path as they are, so whoever chooses one may choose
 * the API with it (`../../`): past the first hundred names there is one more for each method.
 */
export class UndeclaredCalls {
  readonly #names = new Set<WixCall>();

  nameOf(method: HttpMethod, path: `/${string}`): WixCall {
    const name = undeclaredCall(method, path);
    if (this.#names.has(name)) return name;
    if (this.#names.size >= MOST_NAMES) return `${method} /…`;
    this.#names.add(name);
    return name;
  }
}
