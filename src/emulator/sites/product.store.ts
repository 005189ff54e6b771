import { Injectable } from '@nestjs/common';
import type { Product } from './product';
import { sampleProducts } from './sample-products';
import type { Site } from './site';

export interface Catalogue {
  readonly all: readonly Product[];
  /** Without what only the merchant may see. */
  readonly forShoppers: readonly Product[];
}

/** The products of each site. */
@Injectable()
export class ProductStore {
  readonly #catalogues = new Map<string, Catalogue>();

  of(site: Site): Catalogue {
    let catalogue = this.#catalogues.get(site.siteId);
    if (catalogue === undefined) {
      const all = sampleProducts(site);
      // Only its absence from the rest matters.
      // eslint-disable-next-line @typescript-eslint/no-unused-vars
      const forShoppers = all.map(({ costAndProfitData, ...rest }) => rest);
      catalogue = { all, forShoppers };
      this.#catalogues.set(site.siteId, catalogue);
    }
    return catalogue;
  }
}
