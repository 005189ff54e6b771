import { WixError } from '../http/wix.error';

export interface Paging {
  readonly limit: number;
  readonly offset: number;
}

function wholeNumber(field: string, value: unknown, fallback: number, from: number, to: number): number {
  if (value === undefined || value === null) return fallback;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to) return number;
  throw WixError.validation(field, `must be a whole number from ${from} to ${to}`);
}

/** `{limit, offset}`: limit 1 to 100, by default `defaultLimit`. 400 for anything else. */
export function readPaging(input: unknown, defaultLimit: number): Paging {
  if ((typeof input !== 'object' && input !== undefined) || Array.isArray(input))
    throw WixError.validation('paging', 'must be an object');
  const { limit, offset }: { limit?: unknown; offset?: unknown } = input ?? {};
  return {
    limit: wholeNumber('paging.limit', limit, defaultLimit, 1, 100),
    offset: wholeNumber('paging.offset', offset, 0, 0, Number.MAX_SAFE_INTEGER),
  };
}
