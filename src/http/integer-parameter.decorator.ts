import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

const DIGITS = /^\d+$/;

/**
 * An integer in a query, whose values are text: digits, and nothing else. `Number` would also read `0x2`, `1e1`, ` 5`
 * and an empty text, which is 0 to it.
 */
export function IntegerParameter(least: number, most: number): PropertyDecorator {
  const rule = { message: `must be an integer from ${least} to ${most}` };
  return applyDecorators(Transform(toInteger), IsInt(rule), Min(least, rule), Max(most, rule));
}

function toInteger({ value }: TransformFnParams): unknown {
  const text: unknown = value;
  return typeof text === 'string' && DIGITS.test(text) ? Number(text) : text;
}
