import { z } from 'zod';

const MOST_VIOLATIONS = 32;
const LONGEST_TEXT = 500;
const MOST_DATA = 16;

const code = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[\w.-]{1,100}$/));

const text = z.string().transform((value) => value.slice(0, LONGEST_TEXT));

/** Only what is one value: Wix documents no depth. */
const data = z.record(z.string(), z.unknown()).transform((values) => {
  const flat = Object.entries(values).flatMap(([name, value]): [string, string | number | boolean][] => {
    if (typeof value === 'string') return [[name.slice(0, LONGEST_TEXT), value.slice(0, LONGEST_TEXT)]];
    return typeof value === 'number' || typeof value === 'boolean' ? [[name.slice(0, LONGEST_TEXT), value]] : [];
  });
  return Object.fromEntries(flat.slice(0, MOST_DATA));
});

const fieldViolation = z.object({
  field: text.default(''),
  description: text.optional(),
  violatedRule: text.optional(),
  ruleName: text.optional(),
  data: data.optional().catch(undefined),
});

/** One field that Wix's API refused, as Wix words it (WIX.md §4). */
export type FieldViolation = z.output<typeof fieldViolation>;

const errorReply = z.object({
  details: z.object({
    applicationError: z
      .object({ code: code.optional().catch(undefined) })
      .optional()
      .catch(undefined),
    validationError: z
      .object({
        fieldViolations: z
          .array(z.unknown())
          .transform((all) => all.slice(0, MOST_VIOLATIONS).flatMap((one) => fieldViolation.safeParse(one).data ?? [])),
      })
      .optional()
      .catch(undefined),
  }),
});

interface WixErrorDetails {
  /** `applicationError.code`; often there is none, and often the whole error is blank. */
  readonly applicationCode: string | undefined;
  /** `validationError.fieldViolations`, the first 32 of them with texts of up to 500 characters. */
  readonly fieldViolations: readonly FieldViolation[] | undefined;
}

/**
 * What a Wix error says beyond its status, in the fields that Wix documents.
 *
 * @param accessToken of the call: an error that repeats it is not read
 */
export function readErrorDetails(body: Buffer, accessToken: string): WixErrorDetails {
  const details = body.includes(accessToken) ? undefined : parsed(body);
  return {
    applicationCode: details?.applicationError?.code,
    fieldViolations: details?.validationError?.fieldViolations,
  };
}

/** `applicationError.code` of an error that was parsed already. */
export function readApplicationCode(json: unknown): string | undefined {
  return errorReply.safeParse(json).data?.details.applicationError?.code;
}

function parsed(body: Buffer): z.output<typeof errorReply>['details'] | undefined {
  try {
    return errorReply.safeParse(JSON.parse(body.toString())).data?.details;
  } catch {
    return undefined;
  }
}
