import { CodedError } from '../errors/coded.error';

declare const kind: unique symbol;

/** Path, query and fragment of a page of this origin: begins with one `/`, and no browser takes it for another host. */
export type ReturnUrl = string & { readonly [kind]: 'ReturnUrl' };

const LONGEST = 2_000;
/** What a server in front that decodes the path would take for the start of a host. */
const ENCODED_HOST = /^\/(?:%2f|%5c)/i;

/**
 * Reads where a login or logout shall lead back to. Not its spelling is judged, for there are too many, but where a
 * browser's own parser (the URL standard) gets to with it.
 *
 * @returns `/` when nothing is asked for
 * @throws CodedError `validation_failed` for all that leaves `publicUrl`, and for all that is no path
 */
export function parseReturnUrl(text: string | undefined, publicUrl: string): ReturnUrl {
  const path = text === undefined || text === '' ? '/' : text;
  if (path.length <= LONGEST && path.startsWith('/') && URL.canParse(path, publicUrl)) {
    const { origin, pathname, search, hash } = new URL(path, publicUrl);
    const isPath = !pathname.startsWith('//') && !ENCODED_HOST.test(pathname);
    // The only place where a string becomes a ReturnUrl.
    if (origin === publicUrl && isPath) return `${pathname}${search}${hash}` as ReturnUrl;
  }
  throw new CodedError('validation_failed', 'The return URL must be a path of this origin, such as /account.');
}

/** The whole address, for a Location header. */
export function absolute(returnUrl: ReturnUrl, publicUrl: string): string {
  return `${publicUrl}${returnUrl}`;
}
