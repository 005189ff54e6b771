import type { JsonSchema } from '../../http/json.schema';

/** The answer of `GET /v1/identity`. */
export const identitySchema: JsonSchema = {
  type: 'object',
  required: ['instanceId', 'siteId', 'identity', 'expiresAt'],
  properties: {
    instanceId: { type: 'string', format: 'uuid', description: 'The installation of the app on this site.' },
    siteId: { type: ['string', 'null'], format: 'uuid', description: 'The site, when Wix tells it.' },
    identity: {
      type: 'object',
      description: 'Who is calling.',
      required: ['type', 'id'],
      properties: {
        type: { type: 'string', enum: ['VISITOR', 'MEMBER', 'USER'] },
        id: { type: 'string', description: 'Visitor id, member id or Wix user id, depending on the type.' },
      },
    },
    expiresAt: { type: 'string', format: 'date-time', description: 'When the access token ends (UTC).' },
  },
  example: {
    instanceId: '1ec48d1e-1919-4b9f-8e08-f7a242fdbf52',
    siteId: '65c5e710-5e64-4b54-a807-237a554d28a7',
    identity: { type: 'VISITOR', id: 'a8098c1a-f86e-41da-bd1a-00112444be1e' },
    expiresAt: '2026-01-31T12:00:00.000Z',
  },
};
