import { z } from 'zod';

const lineItem = z.object({
  id: z.string().nullish(),
  quantity: z.number().nullish(),
  physicalProperties: z.object({ shippable: z.boolean().nullish() }).nullish(),
});

/** Of Wix's request to Calculate Additional Fees, what the packaging fee looks at. Amounts are decimal texts. */
export const calculateAdditionalFeesRequest = z.object({
  lineItems: z.array(lineItem).nullish(),
  /** The sum of the items without shipping, taxes and discounts. */
  subtotal: z.string().nullish(),
});

export type CalculateAdditionalFeesRequest = z.input<typeof calculateAdditionalFeesRequest>;

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
