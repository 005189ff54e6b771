import { guidFrom } from './guid';
import type { Product } from './product';
import type { Site } from './site';

const THINGS = [
  {
    name: 'Sourdough Loaf',
    price: 7.5,
    about: 'Baked at dawn, three days in the making.',
    option: ['Size', 'small', 'large'],
  },
  {
    name: 'Stoneware Mug',
    price: 24,
    about: 'Thrown by hand, glazed in sea green.',
    option: ['Glaze', 'sea green', 'chalk'],
  },
  { name: 'Linen Apron', price: 48, about: 'Washed linen with two deep pockets.', option: ['Colour', 'sand', 'ink'] },
  { name: 'Fern in a Pot', price: 19.9, about: 'Likes shade and a little rain.', option: ['Pot', 'clay', 'tin'] },
  {
    name: 'Beeswax Candle',
    price: 12,
    about: 'Burns for forty hours and smells of summer.',
    option: ['Height', '10 cm', '20 cm'],
  },
  { name: 'Paper Kite', price: 16.5, about: 'Folds flat, flies high.', option: ['Tail', 'red', 'blue'] },
  { name: 'Olive Oil', price: 14.25, about: 'First harvest, half a litre.', option: ['Bottle', 'glass', 'tin'] },
  {
    name: 'Pocket Compass',
    price: 32,
    about: 'Brass, with a lid that clicks.',
    option: ['Engraving', 'none', 'initials'],
  },
  { name: 'Recipe Booklet', price: 5, about: 'Twelve recipes to download.', option: ['Language', 'English', 'French'] },
] as const;

/** Five to eight products, the same for the same site; the last is hidden. */
export function sampleProducts(site: Site): readonly Product[] {
  const number = Number.parseInt(guidFrom(`${site.siteId} products`).slice(0, 4), 16);
  const count = 5 + (number % 4);
  return Array.from({ length: count }, (_, index) => sampleProduct(site, number + index, index, index < count - 1));
}

function sampleProduct(site: Site, number: number, index: number, visible: boolean): Product {
  const thing = THINGS[number % THINGS.length] ?? THINGS[0];
  const slug = thing.name.toLowerCase().replaceAll(' ', '-');
  const percent = index === 1 ? 10 : 0;
  const discountedPrice = roundCents((thing.price * (100 - percent)) / 100);
  const itemCost = roundCents(thing.price * 0.4);
  const currency = new Intl.NumberFormat('en', { style: 'currency', currency: site.currency });
  const format = (amount: number): string => currency.format(amount);
  const price = {
    currency: site.currency,
    price: thing.price,
    discountedPrice,
    formatted: { price: format(thing.price), discountedPrice: format(discountedPrice) },
  };
  const image = {
    id: `${slug}.jpg`,
    title: thing.name,
    mediaType: 'image',
    image: { url: `https://static.wixstatic.example/media/${slug}.jpg`, width: 800, height: 800 },
  } as const;
  const [optionName, ...choices] = thing.option;
  const quantity = (number * 7) % 40;
  return {
    id: guidFrom(`${site.siteId} product ${index}`),
    name: thing.name,
    slug,
    visible,
    productType: thing.name === 'Recipe Booklet' ? 'digital' : 'physical',
    description: `<p>${thing.about}</p>`,
    sku: `${slug.slice(0, 3).toUpperCase()}-${1000 + (number % 9000)}`,
    weight: thing.name === 'Recipe Booklet' ? 0 : 0.5,
    stock: {
      trackInventory: true,
      quantity,
      inStock: quantity > 0,
      inventoryStatus: quantity > 0 ? 'IN_STOCK' : 'OUT_OF_STOCK',
    },
    price,
    priceData: price,
    convertedPriceData: price,
    priceRange: { minValue: thing.price, maxValue: thing.price },
    costAndProfitData: {
      itemCost,
      formattedItemCost: format(itemCost),
      profit: roundCents(discountedPrice - itemCost),
      formattedProfit: format(roundCents(discountedPrice - itemCost)),
      profitMargin: roundCents((discountedPrice - itemCost) / discountedPrice),
    },
    additionalInfoSections: [{ title: 'Returns', description: '<p>Within 30 days.</p>' }],
    ribbons: percent > 0 ? [{ text: 'Sale' }] : [],
    ribbon: percent > 0 ? 'Sale' : '',
    brand: site.displayName,
    media: { mainMedia: image, items: [image] },
    customTextFields: [],
    manageVariants: false,
    productOptions: [
      {
        optionType: 'drop_down',
        name: optionName,
        choices: choices.map((value) => ({ value, description: value, inStock: quantity > 0, visible: true })),
      },
    ],
    productPageUrl: { base: site.url, path: `/product-page/${slug}` },
    numericId: String(1_700_000_000_000 + number * 1000 + index),
    inventoryItemId: guidFrom(`${site.siteId} inventory ${index}`),
    discount: { type: percent > 0 ? 'PERCENT' : 'NONE', value: percent },
    collectionIds: [guidFrom(`${site.siteId} all products`)],
    variants: [],
    lastUpdated: new Date(Date.UTC(2025, index, 3, 8, 0)).toISOString(),
    createdDate: new Date(Date.UTC(2024, index, 3, 8, 0)).toISOString(),
  };
}

function roundCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
