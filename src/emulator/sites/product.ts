interface Money {
  readonly currency: string;
  readonly price: number;
  readonly discountedPrice: number;
  readonly formatted: { readonly price: string; readonly discountedPrice: string };
}

interface MediaItem {
  readonly id: string;
  readonly title: string;
  readonly mediaType: 'image';
  readonly image: { readonly url: string; readonly width: number; readonly height: number };
}

/** A product of Wix Stores, catalog v1. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly visible: boolean;
  readonly productType: 'physical' | 'digital';
  readonly description: string;
  readonly sku: string;
  readonly weight: number;
  readonly stock: {
    readonly trackInventory: boolean;
    readonly quantity: number;
    readonly inStock: boolean;
    readonly inventoryStatus: 'IN_STOCK' | 'OUT_OF_STOCK';
  };
  readonly price: Money;
  readonly priceData: Money;
  readonly convertedPriceData: Money;
  readonly priceRange: { readonly minValue: number; readonly maxValue: number };
  /** Merchant-specific: not for visitors and members. */
  readonly costAndProfitData?: {
    readonly itemCost: number;
    readonly formattedItemCost: string;
    readonly profit: number;
    readonly formattedProfit: string;
    readonly profitMargin: number;
  };
  readonly additionalInfoSections: readonly { readonly title: string; readonly description: string }[];
  readonly ribbons: readonly { readonly text: string }[];
  readonly ribbon: string;
  readonly brand: string;
  readonly media: { readonly mainMedia: MediaItem; readonly items: readonly MediaItem[] };
  readonly customTextFields: readonly unknown[];
  readonly manageVariants: boolean;
  readonly productOptions: readonly {
    readonly optionType: 'drop_down';
    readonly name: string;
    readonly choices: readonly {
      readonly value: string;
      readonly description: string;
      readonly inStock: boolean;
      readonly visible: boolean;
    }[];
  }[];
  readonly productPageUrl: { readonly base: string; readonly path: string };
  readonly numericId: string;
  readonly inventoryItemId: string;
  readonly discount: { readonly type: 'NONE' | 'PERCENT'; readonly value: number };
  readonly collectionIds: readonly string[];
  readonly variants: readonly unknown[];
  /** ISO 8601. */
  readonly lastUpdated: string;
  readonly createdDate: string;
}
