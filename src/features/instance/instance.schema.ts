import type { JsonSchema } from '../../http/json.schema';

const publicInstanceProperties: Readonly<Record<string, JsonSchema>> = {
  instanceId: { type: 'string', format: 'uuid' },
  appName: { type: 'string' },
  appVersion: { type: 'string' },
  isFree: { type: 'boolean' },
};

const languageSchema: JsonSchema = {
  type: 'object',
  properties: {
    languageCode: { type: 'string' },
    locale: { type: 'object', properties: { languageCode: { type: 'string' }, country: { type: 'string' } } },
    isPrimary: { type: 'boolean' },
    countryCode: { type: 'string' },
    resolutionMethod: { type: 'string' },
    isVisitorPrimary: { type: 'boolean' },
  },
};

const publicSiteProperties: Readonly<Record<string, JsonSchema>> = {
  siteId: { type: 'string', format: 'uuid' },
  siteDisplayName: { type: 'string' },
  locale: { type: 'string' },
  paymentCurrency: { type: 'string' },
  url: { type: 'string', description: 'Only of a published site.' },
  multilingual: {
    type: 'object',
    properties: { isMultiLingual: { type: 'boolean' }, supportedLanguages: { type: 'array', items: languageSchema } },
  },
};

/** What anyone may see of Get App Instance: never the owner, the billing or the permissions. */
export const publicInstanceSchema: JsonSchema = {
  type: 'object',
  required: ['instance', 'site'],
  properties: {
    instance: {
      type: 'object',
      description: 'The app on this site.',
      required: ['instanceId', 'appName', 'isFree'],
      properties: publicInstanceProperties,
    },
    site: { type: 'object', required: ['siteId'], properties: publicSiteProperties },
  },
  example: {
    instance: {
      instanceId: '1ec48d1e-1919-4b9f-8e08-f7a242fdbf52',
      appName: 'Opening Hours',
      appVersion: '1.4.0',
      isFree: true,
    },
    site: {
      siteId: '65c5e710-5e64-4b54-a807-237a554d28a7',
      siteDisplayName: 'Corner Bakery',
      locale: 'en',
      paymentCurrency: 'EUR',
      url: 'https://example.wixsite.com/corner-bakery',
      multilingual: { isMultiLingual: false, supportedLanguages: [] },
    },
  },
};

/** All of Get App Instance, for a Wix user of the site; Wix may add fields. */
export const fullInstanceSchema: JsonSchema = {
  type: 'object',
  required: ['instance', 'site'],
  properties: {
    instance: {
      type: 'object',
      required: ['instanceId', 'appName', 'isFree'],
      properties: {
        ...publicInstanceProperties,
        billing: {
          type: 'object',
          description: 'The plan that was bought; absent when the app is free.',
          properties: {
            packageName: { type: 'string' },
            billingCycle: { type: 'string' },
            timeStamp: { type: 'string', format: 'date-time' },
            expirationDate: { type: 'string', format: 'date-time' },
            autoRenewing: { type: 'boolean' },
          },
          additionalProperties: true,
        },
        permissions: { type: 'array', items: { type: 'string' } },
        originInstanceId: {
          type: ['string', 'null'],
          description: 'On a duplicated site, the instance it was copied from.',
        },
      },
      additionalProperties: true,
    },
    site: {
      type: 'object',
      required: ['siteId'],
      properties: {
        ...publicSiteProperties,
        description: { type: 'string' },
        ownerEmail: { type: 'string' },
        ownerInfo: {
          type: 'object',
          properties: { email: { type: 'string' }, emailStatus: { type: 'string' } },
          additionalProperties: true,
        },
      },
      additionalProperties: true,
    },
  },
};
