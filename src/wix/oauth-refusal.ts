import { z } from 'zod';
import type { OAuthRefusal } from './oauth.error';

const errorReply = z.object({
  error: z.enum(['invalid_client', 'unauthorized_client', 'unsupported_grant_type', 'invalid_grant']),
});

/** Reads the body of a 4xx as an error of RFC 6749 §5.2; `other` for every other error and every other shape. */
export function readRefusal(json: unknown): OAuthRefusal {
  const reply = errorReply.safeParse(json);
  return reply.success ? reply.data.error : 'other';
}
