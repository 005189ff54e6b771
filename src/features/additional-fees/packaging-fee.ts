import type { AdditionalFee, CalculateAdditionalFeesRequest } from './additional-fees.contract';

/** In hundredths of the currency: half a unit for each thing in the parcel, and never more than four. */
const PER_PIECE = 50;
const AT_MOST = 400;
/** From this subtotal on the shop pays for the box. */
const FREE_FROM = 10_000;

const NAMES: Readonly<Record<string, string>> = {
  de: 'Umweltfreundliche Verpackung',
  es: 'Embalaje ecológico',
  fr: 'Emballage écologique',
  he: 'אריזה ידידותית לסביבה',
  pt: 'Embalagem ecológica',
};

/**
 * What recyclable packaging costs for a cart; `undefined` when there is nothing to pack, or enough was bought.
 * @param languages of the buyer, the best first
 */
export function packagingFee(
  { lineItems, subtotal }: CalculateAdditionalFeesRequest,
  languages: readonly string[],
): AdditionalFee | undefined {
  const packed = (lineItems ?? []).filter(({ physicalProperties }) => physicalProperties?.shippable === true);
  const pieces = packed.reduce((sum, { quantity }) => sum + Math.max(0, quantity ?? 1), 0);
  if (pieces === 0 || Number(subtotal ?? 0) * 100 >= FREE_FROM) return undefined;
  const translatedName = languages.map((language) => NAMES[language.slice(0, 2).toLowerCase()]).find(Boolean);
  return {
    code: 'eco-packaging',
    name: 'Eco-friendly packaging',
    ...(translatedName !== undefined && { translatedName }),
    price: (Math.min(pieces * PER_PIECE, AT_MOST) / 100).toFixed(2),
    taxDetails: { taxable: true },
    lineItemIds: packed.flatMap(({ id }) => id ?? []),
  };
}
