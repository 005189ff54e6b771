import type { JsonSchema } from '../http/json.schema';

/** The answer of the login forms. */
export const customLoginSchema: JsonSchema = {
  type: 'object',
  required: ['state'],
  properties: {
    state: {
      type: 'string',
      enum: [
        'SUCCESS',
        'REQUIRE_EMAIL_VERIFICATION',
        'REQUIRE_OWNER_APPROVAL',
        'STATUS_CHECK',
        'REQUIRE_MISSING_FIELDS',
      ],
      description: "Where the login stands, by Wix's names.",
    },
    loginUrl: {
      type: 'string',
      format: 'uri',
      description: 'With `SUCCESS`: send the browser there. It comes back logged in.',
    },
    verification: {
      type: 'string',
      description: 'With `REQUIRE_EMAIL_VERIFICATION`: goes to `POST /api/auth/verify` with the code of the mail.',
    },
  },
  additionalProperties: false,
};
