import { z } from 'zod';
import type { WixCall } from './wix-call';

/** Wix's REST API said no (4xx). Holds Wix's code, never its text. */
export class WixStatusError extends Error {
  constructor(
    call: WixCall,
    readonly status: number,
    /** Wix's `applicationError.code`, when there is one. */
    readonly applicationCode: string | undefined,
    /** `x-wix-request-id`. */
    readonly requestId: string | undefined,
    /** What Wix asked for in `Retry-After`, clamped to 1–60; with 429 always how long the instance waits. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(`${call}: status ${status}${requestId === undefined ? '' : ` (x-wix-request-id ${requestId})`}`);
    this.name = new.target.name;
  }
}

const errorReply = z.object({
  details: z.object({
    applicationError: z.object({
      code: z
        .union([z.string(), z.number()])
        .transform(String)
        .pipe(z.string().regex(/^[\w.-]{1,100}$/)),
    }),
  }),
});

/** The `applicationError.code` of a Wix error; often there is none, and often the whole error is blank. */
export function readApplicationCode(body: Buffer): string | undefined {
  try {
    return applicationCodeOf(JSON.parse(body.toString()));
  } catch {
    return undefined;
  }
}

/** As `readApplicationCode`, of a body that was parsed. */
export function applicationCodeOf(json: unknown): string | undefined {
  return errorReply.safeParse(json).data?.details.applicationError.code;
}
