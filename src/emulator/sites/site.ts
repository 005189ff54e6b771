import { guidFrom } from './guid';

/** A Wix site with everything about it that Get App Instance tells. */
export interface Site {
  readonly siteId: string;
  readonly ownerId: string;
  readonly accountId: string;
  readonly displayName: string;
  readonly url: string;
  readonly locale: string;
  readonly currency: string;
  readonly ownerEmail: string;
}

const BUSINESSES = [
  { name: 'Harbour Bakery', locale: 'en', currency: 'USD' },
  { name: 'Moss & Fern', locale: 'en', currency: 'GBP' },
  { name: 'Atelier Lune', locale: 'fr', currency: 'EUR' },
  { name: 'Nordlicht Keramik', locale: 'de', currency: 'EUR' },
  { name: 'Paper Crane Studio', locale: 'en', currency: 'USD' },
  { name: 'Olive Grove Kitchen', locale: 'en', currency: 'EUR' },
  { name: 'Kite & Compass', locale: 'en', currency: 'CAD' },
] as const;

/** The site with this id: always the same one, so that two runs tell the same story. */
export function siteFrom(siteId: string): Site {
  const number = Number.parseInt(guidFrom(`${siteId} site`).slice(0, 6), 16);
  const business = BUSINESSES[number % BUSINESSES.length] ?? BUSINESSES[0];
  const slug = `${business.name.toLowerCase().replace(/[^a-z]+/g, '-')}-${number % 1000}`;
  return {
    siteId,
    ownerId: guidFrom(`${siteId} owner`),
    accountId: guidFrom(`${siteId} account`),
    displayName: `${business.name} ${number % 1000}`,
    url: `https://${slug}.wixsite.example/home`,
    locale: business.locale,
    currency: business.currency,
    ownerEmail: `owner@${slug}.example`,
  };
}
