/** Of Wix's request to Calculate Additional Fees, what the packaging fee looks at. Amounts are decimal texts. */
export interface CalculateAdditionalFeesRequest {
  readonly lineItems?: readonly LineItem[];
  /** The sum of the items without shipping, taxes and discounts. */
  readonly subtotal?: string | null;
}

interface LineItem {
  readonly id?: string;
  readonly quantity?: number | null;
  readonly physicalProperties?: { readonly shippable?: boolean };
}

/** Wix's answer to it. A currency other than the site's makes Wix drop the fees. */
export interface CalculateAdditionalFeesResponse {
  readonly additionalFees: readonly AdditionalFee[];
  readonly currency: string;
}

export interface AdditionalFee {
  readonly code: string;
  /** 1 to 50 characters. */
  readonly name: string;
  /** Shown instead of `name` to whom it suits. */
  readonly translatedName?: string;
  /** A decimal text without tax. */
  readonly price: string;
  readonly taxDetails: { readonly taxable: boolean };
  /** The items that the fee is for. */
  readonly lineItemIds: readonly string[];
}
