import type { JsonSchema } from '../../http/json.schema';

const memberSchema: JsonSchema = {
  type: 'object',
  description: 'A site member as Wix answers it.',
  required: ['id'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    loginEmail: { type: 'string' },
    status: { type: 'string' },
    contactId: { type: 'string' },
    privacyStatus: { type: 'string' },
    profile: {
      type: 'object',
      properties: { nickname: { type: 'string' }, slug: { type: 'string' } },
      additionalProperties: true,
    },
  },
  additionalProperties: true,
};

/** The answer of `GET /v1/members`. */
export const membersSchema: JsonSchema = {
  type: 'object',
  required: ['members'],
  properties: {
    members: { type: 'array', items: memberSchema },
    metadata: {
      type: 'object',
      properties: { count: { type: 'integer' }, offset: { type: 'integer' }, total: { type: 'integer' } },
      additionalProperties: true,
    },
  },
  additionalProperties: true,
};

/** The answer of `GET /v1/members/me`. */
export const currentMemberSchema: JsonSchema = {
  type: 'object',
  required: ['member'],
  properties: { member: memberSchema },
  additionalProperties: true,
};
