import { createLiftgateClient } from '@liftgate/client';
import { createClient } from '@wix/sdk';
import { site } from '@wix/site';
import { answerOf } from '../answer';
import { showProblem } from '../problem.notice';

const MARKUP = `
<link rel="stylesheet" href="${new URL('site-widget.css', import.meta.url).href}">
<header><h1 id="title">Loading …</h1><p id="site"></p></header>
<p id="problem" role="alert" hidden></p>
<p id="unpublished" hidden>There is nothing to see here yet.</p>
<ul id="products" aria-label="Products"></ul>
<footer><span id="identity"></span><button type="button" id="members">Who are the members?</button></footer>`;

/** A site widget as Wix embeds it: a custom element, in the page of the site, for its visitors and members. */
class ShopWidget extends HTMLElement {
  readonly #wix = createClient({ auth: site.auth(), host: site.host({ applicationId: WIX_APP_ID }) });
  readonly #liftgate = createLiftgateClient({ baseUrl: LIFTGATE_URL, fetch: this.#wix.fetchWithAuth });
  /** Wix calls it with the function that gives access tokens; until then, every call waits. */
  readonly accessTokenListener = this.#wix.auth.getAccessTokenInjector();

  readonly #shadow = this.attachShadow({ mode: 'open' });

  connectedCallback(): void {
    this.#shadow.innerHTML = MARKUP;
    this.#part('members').addEventListener('click', () => {
      this.#try(this.#countMembers());
    });
    this.#try(Promise.all([this.#showSettings(), this.#showSite(), this.#showProducts(), this.#showIdentity()]));
  }

  async #showSettings(): Promise<void> {
    const { title, theme, accentColor, published } = await answerOf(this.#liftgate.GET('/v1/settings'));
    this.dataset.theme = theme;
    this.style.setProperty('--accent', accentColor);
    this.#part('title').textContent = title;
    this.#part('products').hidden = !published;
    this.#part('unpublished').hidden = published;
  }

  async #showSite(): Promise<void> {
    const { instance, site } = await answerOf(this.#liftgate.GET('/v1/instance'));
    this.#part('site').textContent = `${site.siteDisplayName ?? 'This site'} · ${instance.appName}`;
  }

  async #showProducts(): Promise<void> {
    const query = { query: { paging: { limit: 6 } } };
    const { products } = await answerOf(this.#liftgate.POST('/v1/products/query', { body: query }));
    this.#part('products').replaceChildren(
      ...products.map(({ name = '', price }) => {
        const item = document.createElement('li');
        item.dataset.initial = name.charAt(0);
        const label = document.createElement('strong');
        label.textContent = name;
        const format = new Intl.NumberFormat(undefined, { style: 'currency', currency: price?.currency ?? 'USD' });
        item.append(label, format.format(price?.discountedPrice ?? price?.price ?? 0));
        return item;
      }),
    );
  }

  async #showIdentity(): Promise<void> {
    const { identity } = await answerOf(this.#liftgate.GET('/v1/identity'));
    this.#part('identity').textContent = `You are a ${identity.type.toLowerCase()}.`;
  }

  /** Only Wix users may: for a visitor this ends in a problem, which is shown. */
  async #countMembers(): Promise<void> {
    const { members } = await answerOf(this.#liftgate.GET('/v1/members'));
    this.#part('identity').textContent = `${members.length} members.`;
  }

  #try(work: Promise<unknown>): void {
    const notice = this.#part('problem');
    showProblem(notice, undefined);
    work.catch((error: unknown) => {
      showProblem(notice, error);
    });
  }

  #part(name: string): HTMLElement {
    const part = this.#shadow.getElementById(name);
    if (part === null) throw new Error(`The widget has no part ${name}.`);
    return part;
  }
}

customElements.define('shop-widget', ShopWidget);
