import { BadRequestException } from '@nestjs/common';
import { z } from 'zod';

/** A GUID of any case, in lower case. */
export const guid = z.guid().toLowerCase();

/** Input of a control call. @throws {BadRequestException} naming each field that is wrong. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new BadRequestException(issues.join('; '));
}
