import type { HttpMethod } from '../wix/wix-call';
import { isWixApiUrl } from '../wix/wix-hosts';
import { UnsendableRequestError } from './sdk.error';

/** What Wix's SDK asks of its `fetch`. */
export interface SdkRequest {
  readonly method: HttpMethod;
  /** As it stands in the URL, `.` and `..` resolved. */
  readonly path: `/${string}`;
  readonly query: Readonly<Record<string, readonly string[]>>;
  /** JSON text. */
  readonly body: string | undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

const METHODS: ReadonlySet<string> = new Set<HttpMethod>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** @throws UnsendableRequestError for any host but those of Wix's API, other methods, and a body that is no text */
export async function readSdkRequest(input: string | URL | Request, init: RequestInit = {}): Promise<SdkRequest> {
  const request = input instanceof Request ? input : undefined;
  const url = urlOf(input instanceof Request ? input.url : String(input));
  const method = (init.method ?? request?.method ?? 'GET').toUpperCase();
  if (!isMethod(method)) throw new UnsendableRequestError(`Wix's API has no method ${method}.`);
  const body = init.body ?? (request?.body ? await request.text() : undefined);
  if (body !== undefined && typeof body !== 'string') {
    throw new UnsendableRequestError('only JSON text can be a body. Use JSON.stringify().');
  }
  return {
    method,
    // The path of a URL always begins with a slash.
    path: url.pathname as `/${string}`,
    query: queryOf(url.searchParams),
    body,
    headers: Object.fromEntries(new Headers(init.headers ?? request?.headers)),
  };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && isWixApiUrl(url)) return url;
  // The address may be someone else's secret, or an attack: it is not repeated.
  throw new UnsendableRequestError("a token goes to Wix's API alone. For other addresses use fetch().");
}

function queryOf(parameters: URLSearchParams): Record<string, readonly string[]> {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

function isMethod(method: string): method is HttpMethod {
  return METHODS.has(method);
}
