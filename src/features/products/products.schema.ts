import type { JsonSchema } from '../../http/json.schema';

const anything: JsonSchema = { type: 'object', additionalProperties: true };
const list: JsonSchema = { type: 'array', items: anything };

/** Named field by field, as the product is: Wix puts costs and profits into variants too. */
const variantSchema: JsonSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    choices: anything,
    variant: {
      type: 'object',
      properties: {
        priceData: anything,
        convertedPriceData: anything,
        pricePerUnitData: anything,
        weight: { type: 'number' },
        sku: { type: 'string' },
        visible: { type: 'boolean' },
      },
    },
    stock: anything,
  },
};

/**
 * What a shop shows its visitors of a product (Wix Stores, catalog v1). The route runs with the app's rights, so this
 * is an allow-list: costs, profits and stock-keeping data of the merchant stay out whatever Wix sends.
 */
const productSchema: JsonSchema = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'string' },
    name: { type: 'string' },
    slug: { type: 'string' },
    visible: { type: 'boolean' },
    productType: { type: 'string' },
    description: { type: 'string' },
    sku: { type: 'string' },
    weight: { type: 'number' },
    weightRange: anything,
    stock: anything,
    price: {
      type: 'object',
      properties: {
        currency: { type: 'string' },
        price: { type: 'number' },
        discountedPrice: { type: 'number' },
        formatted: anything,
      },
      additionalProperties: true,
    },
    priceData: anything,
    convertedPriceData: anything,
    priceRange: anything,
    pricePerUnitData: anything,
    additionalInfoSections: list,
    ribbon: { type: 'string' },
    ribbons: list,
    brand: { type: 'string' },
    media: anything,
    customTextFields: list,
    manageVariants: { type: 'boolean' },
    productOptions: list,
    productPageUrl: anything,
    numericId: { type: 'string' },
    inventoryItemId: { type: 'string' },
    discount: anything,
    collectionIds: { type: 'array', items: { type: 'string' } },
    variants: { type: 'array', items: variantSchema },
    lastUpdated: { type: 'string' },
    createdDate: { type: 'string' },
    seoData: anything,
  },
};

/** The answer of `POST /v1/products/query`. */
export const productsSchema: JsonSchema = {
  type: 'object',
  required: ['products'],
  properties: {
    products: { type: 'array', items: productSchema },
    metadata: {
      type: 'object',
      properties: { items: { type: 'integer' }, offset: { type: 'integer' } },
      additionalProperties: true,
    },
    totalResults: { type: 'integer' },
  },
};
