import { packagingFee } from '../../../../src/features/additional-fees/packaging-fee';

const item = (id: string, quantity: number | null, shippable?: boolean) => ({
  id,
  quantity,
  ...(shippable !== undefined && { physicalProperties: { shippable } }),
});

describe('the packaging fee', () => {
  it('is half a unit for each piece that is shipped', () => {
    const lineItems = [item('a', 2, true), item('b', 1, false), item('c', null, true), item('d', 5)];
    expect(packagingFee({ lineItems, subtotal: '99.99' }, [])).toMatchObject({
      price: '1.50',
      lineItemIds: ['a', 'c'],
    });
  });

  it('is four at most', () => {
    expect(packagingFee({ lineItems: [item('a', 9, true)] }, [])?.price).toBe('4.00');
  });

  it.each([
    ['an empty cart', {}],
    ['a cart without a list', { lineItems: null }],
    ['a cart of downloads', { lineItems: [item('a', 1, false)] }],
    ['a cart of nothing', { lineItems: [item('a', 0, true)] }],
    ['a cart of a hundred', { lineItems: [item('a', 1, true)], subtotal: '100.00' }],
  ])('is none for %s', (_, cart) => {
    expect(packagingFee(cart, [])).toBeUndefined();
  });

  it.each([
    [['fr-FR'], 'Emballage écologique'],
    [['xx', 'de'], 'Umweltfreundliche Verpackung'],
    [['en-US'], undefined],
    [[], undefined],
  ])('is called for %j', (languages, name) => {
    expect(packagingFee({ lineItems: [item('a', 1, true)] }, languages)?.translatedName).toBe(name);
  });
});
