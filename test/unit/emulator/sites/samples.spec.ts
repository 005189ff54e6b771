import { guidFrom, isGuid } from '../../../../src/emulator/sites/guid';
import { sampleMembers } from '../../../../src/emulator/sites/sample-members';
import { sampleProducts } from '../../../../src/emulator/sites/sample-products';
import { siteFrom } from '../../../../src/emulator/sites/site';

const siteIds = Array.from({ length: 200 }, (_, index) => guidFrom(`site ${index}`));

describe('samples', () => {
  it('are the same for the same site', () => {
    for (const siteId of siteIds.slice(0, 5)) {
      expect(siteFrom(siteId)).toEqual(siteFrom(siteId));
      expect(sampleMembers(siteId)).toEqual(sampleMembers(siteId));
      expect(sampleProducts(siteFrom(siteId))).toEqual(sampleProducts(siteFrom(siteId)));
    }
  });

  it('share no id and no address between sites', () => {
    const members = siteIds.flatMap((siteId) => sampleMembers(siteId));
    const products = siteIds.flatMap((siteId) => sampleProducts(siteFrom(siteId)));
    const ids = [...members, ...products].map(({ id }) => id);
    expect(ids.every(isGuid)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    const addresses = members.map(({ loginEmail }) => loginEmail);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('are a handful', () => {
    for (const siteId of siteIds) {
      expect(sampleMembers(siteId).length).toBeGreaterThanOrEqual(4);
      expect(sampleMembers(siteId).length).toBeLessThanOrEqual(7);
      const products = sampleProducts(siteFrom(siteId));
      expect(products.length).toBeGreaterThanOrEqual(5);
      expect(products.length).toBeLessThanOrEqual(8);
      expect(products.map(({ visible }) => visible).lastIndexOf(false)).toBe(products.length - 1);
      expect(new Set(products.map(({ slug }) => slug)).size).toBe(products.length);
    }
  });

  it('price in the currency of their site', () => {
    for (const siteId of siteIds) {
      const site = siteFrom(siteId);
      for (const { price, discount, costAndProfitData } of sampleProducts(site)) {
        expect(price.currency).toBe(site.currency);
        expect(price.discountedPrice).toBeLessThanOrEqual(price.price);
        expect(price.discountedPrice < price.price).toBe(discount.type === 'PERCENT');
        expect(costAndProfitData?.profit).toBeGreaterThan(0);
      }
    }
  });
});
