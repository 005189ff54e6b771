import { z } from 'zod';

const token = z.string().regex(/^[\x21-\x7e]{1,8192}$/);

const reply = z.union([
  z.object({ state: z.literal('SUCCESS'), sessionToken: token }),
  z.object({ state: z.literal('REQUIRE_EMAIL_VERIFICATION'), stateToken: token }),
  z.object({ state: z.enum(['REQUIRE_OWNER_APPROVAL', 'STATUS_CHECK', 'REQUIRE_MISSING_FIELDS']) }),
]);

/** Where a custom login stands, by Wix's names, and the token to go on with. */
export type LoginState = z.output<typeof reply>;

/** `undefined` for what is no state of a login, or lacks the token that its state goes on with. */
export function readLoginState(json: unknown): LoginState | undefined {
  return reply.safeParse(json).data;
}
