import { compare, parseJson, productFilter } from '../../../../src/emulator/apis/product-filter';
import { WixError } from '../../../../src/emulator/http/wix.error';
import { sampleProducts } from '../../../../src/emulator/sites/sample-products';
import { siteFrom } from '../../../../src/emulator/sites/site';

const products = sampleProducts(siteFrom('aaaaaaaa-0000-4000-8000-000000000001'));
const [first, second] = products;

function matching(filter: unknown): readonly string[] {
  return products.filter(productFilter(filter)).map(({ id }) => id);
}

describe('productFilter', () => {
  it.each([undefined, null, '', '{}', {}])('lets everything through when it is %j', (filter) => {
    expect(matching(filter)).toHaveLength(products.length);
  });

  it('knows every field of catalog v1 that can be filtered', () => {
    const filters: readonly Record<string, unknown>[] = [
      { id: first?.id },
      { name: first?.name },
      { slug: first?.slug },
      { sku: first?.sku },
      { description: first?.description },
      { productType: first?.productType },
      { visible: true },
      { price: first?.price.price },
      { 'priceData.price': first?.price.price },
      { numericId: Number(first?.numericId) },
      { lastUpdated: first?.lastUpdated },
      { createdDate: first?.createdDate },
      { 'collections.id': first?.collectionIds[0] },
    ];
    for (const filter of filters)
      expect([filter, matching(filter)]).toEqual([filter, expect.arrayContaining([first?.id])]);
  });

  it('reads several conditions on a field, and several fields, as and', () => {
    expect(matching({ id: { $in: [first?.id, second?.id], $ne: second?.id } })).toEqual([first?.id]);
    expect(matching({ id: first?.id, name: second?.name })).toEqual([]);
  });

  it('compares dates as text and never values of two types', () => {
    const after = matching({ lastUpdated: { $gt: first?.lastUpdated } });
    expect(after).not.toContain(first?.id);
    expect(after).toContain(second?.id);
    expect(matching({ price: { $gt: '0' } })).toEqual([]);
    expect(matching({ name: { $lte: 5 } })).toEqual([]);
    expect(compare(true, false)).toBeGreaterThan(0);
  });

  it('ignores case in text searches', () => {
    expect(matching({ name: { $contains: first?.name.slice(1, 5).toUpperCase() } })).toContain(first?.id);
    expect(matching({ description: { $startsWith: '<P>' } })).toHaveLength(products.length);
  });

  it('refuses what it does not know', () => {
    const filters: readonly unknown[] = [
      { constructor: 1 },
      { name: { constructor: 1 } },
      { $nor: [] },
      { $and: {} },
      { colour: {} },
      [],
      5,
      'x',
    ];
    for (const filter of filters) expect(() => productFilter(filter)).toThrow(WixError);
  });
});

describe('parseJson', () => {
  it('reads JSON, takes nothing for nothing, and refuses the rest', () => {
    expect(parseJson(' [1] ')).toEqual([1]);
    expect(parseJson(' ')).toBeUndefined();
    expect(() => parseJson('[')).toThrow(WixError);
  });
});
