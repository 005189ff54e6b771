import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../config/app-config';
import { CrossSiteRequestError } from './session.error';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Where a browser says that a request comes from: `Sec-Fetch-Site` (Fetch Metadata §2.4), which no page can set, or
 * `Origin` where a browser does not send it. A cookie proves who is calling, and not that they want to.
 */
@Injectable()
export class RequestOrigin {
  readonly #own: string | undefined;
  readonly #listed: ReadonlySet<string>;

  constructor({ sessions }: AppConfig) {
    this.#own = sessions?.publicUrl;
    this.#listed = new Set(sessions?.origins);
  }

  /** Whether a page of the gateway's own origin sent the request. */
  isOwn({ headers }: FastifyRequest): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin';
    return headers.origin !== undefined && headers.origin === this.#own;
  }

  /** @throws CrossSiteRequestError (403) when the request may change something, and for a page that is not trusted. */
  check(request: FastifyRequest): void {
    if (SAFE_METHODS.has(request.method) || this.isOwn(request) || this.#isListed(request)) return;
    if (!this.#isNoPage(request)) throw new CrossSiteRequestError();
  }

  /**
   * A program with a cookie of its own. Browsers send `Origin` with every such request (Fetch §3.2), and one that did not
   * would still keep a `SameSite=Lax` cookie from another site's page.
   */
  #isNoPage({ headers }: FastifyRequest): boolean {
    return [headers.origin, headers['sec-fetch-site'], headers.referer].every((header) => header === undefined);
  }

  /** Another site's page is none of ours, whatever the list says: browsers send it no cookie. */
  #isListed({ headers }: FastifyRequest): boolean {
    const site = headers['sec-fetch-site'];
    return (site === undefined || site === 'same-site') && this.#listed.has(headers.origin ?? '');
  }
}
