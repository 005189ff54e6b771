import { z } from 'zod';
import { WixError } from '../http/wix.error';

const email = z.email().toLowerCase();
const profile = z
  .object({ firstName: z.string().nullish(), lastName: z.string().nullish(), nickname: z.string().nullish() })
  .nullish();

export const login = z.object({ loginId: z.object({ email }), password: z.string().nullish() });
export const registration = z.object({ loginId: z.object({ email }), password: z.string().min(4), profile });
export const signOn = z.object({ loginId: z.object({ email }), profile });
export const changePassword = z.object({ newPassword: z.string().min(4) });
export const verification = z.object({ code: z.string(), stateToken: z.string() });
export const recovery = z.object({ email });

/** @throws {WixError} a validation error whose violation says when it is the e-mail address that is wrong. */
export function parseLogin<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.join('.') ?? 'body';
  const data = field.endsWith('email') ? { type: 'EMAIL' } : {};
  const description = issue?.message ?? 'is not valid';
  throw new WixError(400, {
    message: `${field}: ${description}`,
    details: { validationError: { fieldViolations: [{ field, description, violatedRule: 'FORMAT', data }] } },
  });
}
