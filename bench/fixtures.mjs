/** What every process of a benchmark agrees on: the app, one site, its callers' tokens and Wix's answers. */

export const APP_ID = 'b1f3c1f0-58a5-4c5f-9d3e-6a1f6a4d7e10';
export const APP_SECRET = 'the-secret-of-the-benchmarks';
export const INSTANCE_ID = '1ec48d1e-1919-4b9f-8e08-f7a242fdbf52';
export const SITE_ID = '65c5e710-5e64-4b54-a807-237a554d28a7';
export const SUBJECT_ID = '0e7f0e4e-2c2b-4c3b-9d0c-6f3a3f0f5b11';

const EXPIRES_AT_SECONDS = Math.floor(Date.now() / 1000) + 4 * 3600;
const VALID = 'OauthNG.JWS.';

/**
 * A token of the length of Wix's own; every name is another token of the same Wix user.
 *
 * @param {string} name
 */
export const validToken = (name) => `${VALID}${name}.`.padEnd(700, 'x');

/**
 * A token that Wix does not know, of a fixed length.
 *
 * @param {number} number
 */
export const junkToken = (number) => `junk.${String(number).padStart(12, '0')}.`.padEnd(700, 'y');

/** @param {string} token */
export const tokenInfoOf = (token) =>
  token.startsWith(VALID)
    ? {
        active: true,
        subjectType: 'USER',
        subjectId: SUBJECT_ID,
        exp: String(EXPIRES_AT_SECONDS),
        iat: String(EXPIRES_AT_SECONDS - 4 * 3600),
        clientId: APP_ID,
        siteId: SITE_ID,
        instanceId: INSTANCE_ID,
      }
    : { active: false };

/** What the gateway answers at `GET /v1/identity`, for the bare servers to answer as well. */
export const IDENTITY = {
  instanceId: INSTANCE_ID,
  siteId: SITE_ID,
  identity: { type: 'USER', id: SUBJECT_ID },
  expiresAt: new Date(EXPIRES_AT_SECONDS * 1000).toISOString(),
};

/** Wix's answer to Get App Instance. */
export const APP_INSTANCE = {
  instance: {
    instanceId: INSTANCE_ID,
    appName: 'Opening Hours',
    appVersion: '1.4.0',
    isFree: false,
    billing: {
      packageName: 'premium',
      billingCycle: 'MONTHLY',
      timeStamp: '2026-01-01T00:00:00.000Z',
      expirationDate: '2027-01-01T00:00:00.000Z',
      autoRenewing: true,
      invoiceId: '12345678',
      source: 'Wix discount coupon',
      freeTrialInfo: { status: 'NOT_AVAILABLE', endDate: null },
    },
    permissions: ['WIX_DEVELOPERS.MANAGE_APP_INSTANCE'],
    availablePlans: [{ packageName: 'basic', source: 'DEV_CENTER' }],
    originInstanceId: null,
    isOriginSiteTemplate: false,
    copiedFromTemplate: false,
    freeTrialAvailable: false,
  },
  site: {
    siteDisplayName: 'Corner Bakery',
    locale: 'en',
    paymentCurrency: 'EUR',
    multilingual: { isMultiLingual: false, supportedLanguages: [] },
    url: 'https://example.wixsite.com/corner-bakery',
    description: 'Bread and more',
    installedWixApps: ['stores', 'members'],
    ownerEmail: 'owner@example.com',
    ownerInfo: { email: 'owner@example.com', emailStatus: 'VERIFIED_OPT_IN' },
    siteId: SITE_ID,
    siteUserType: 'Channel DIY',
  },
};

/** Wix's answer to Query Products. */
export const PRODUCTS = {
  products: Array.from({ length: 5 }, (_, index) => ({
    id: `${SITE_ID.slice(0, -1)}${index}`,
    name: `Bread ${index}`,
    slug: `bread-${index}`,
    visible: true,
    productType: 'physical',
    price: {
      currency: 'EUR',
      price: 4.5,
      discountedPrice: 4,
      formatted: { price: '4.50 €', discountedPrice: '4.00 €' },
    },
    stock: { trackInventory: false, inStock: true },
  })),
  metadata: { items: 5, offset: 0 },
  totalResults: 5,
};
