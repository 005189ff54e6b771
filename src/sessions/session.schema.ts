import type { JsonSchema } from '../http/json.schema';

/** The answer of `GET /api/auth/session`. */
export const sessionSchema: JsonSchema = {
  type: 'object',
  required: ['loggedIn', 'identity', 'expiresAt'],
  properties: {
    loggedIn: { type: 'boolean', description: 'Whether a member is logged in.' },
    identity: {
      type: ['object', 'null'],
      description: 'Whom the session speaks for; null before its first use.',
      required: ['type', 'id'],
      properties: {
        type: { type: 'string', enum: ['VISITOR', 'MEMBER'] },
        id: { type: 'string', description: 'Visitor id or member id, depending on the type.' },
      },
    },
    expiresAt: {
      type: ['string', 'null'],
      format: 'date-time',
      description: 'When the access token behind the session ends (UTC). It is renewed by itself.',
    },
  },
  example: {
    loggedIn: true,
    identity: { type: 'MEMBER', id: 'a8098c1a-f86e-41da-bd1a-00112444be1e' },
    expiresAt: '2026-01-31T12:00:00.000Z',
  },
};
