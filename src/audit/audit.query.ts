import { z } from 'zod';
import { parseInstanceId } from '../identifiers/guid';

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => new Date(text));

/** Which records of the audit: of one instance, from and before a moment, a page at a time. As JSON, for it travels. */
export const auditQuery = z.strictObject({
  instanceId: z
    .string()
    .transform((text, context) => {
      const instanceId = parseInstanceId(text);
      if (instanceId === undefined) context.addIssue('An instance id is a GUID.');
      return instanceId ?? z.NEVER;
    })
    .optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** The last batch of the page before. */
  before: z.object({ lastAt: z.iso.datetime(), processId: z.guid(), serial: z.int() }).optional(),
});

export type AuditQuery = z.output<typeof auditQuery>;
