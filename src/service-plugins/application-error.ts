import { z } from 'zod';
import { toCodedError } from '../http/coded-error.mapping';
import { PROBLEM_CATALOGUE } from '../http/problem-catalogue';
import { ServicePluginError } from './service-plugin.error';

/** An error of a handler as Wix reads it. */
export interface ApplicationErrorAnswer {
  readonly status: number;
  readonly body: { readonly applicationError: { readonly code: string; readonly data?: unknown } };
  /** Whether the handler meant to answer so; what it did not mean belongs in the log. */
  readonly expected: boolean;
}

const httpStatus = z.number().int().min(400).max(599);
/** What the SDK's own service plugin errors look like. */
const sdkError = z.object({
  errorType: z.literal('SPI'),
  applicationCode: z.string().min(1),
  httpCode: httpStatus,
  data: z.unknown().optional(),
});

/**
 * Anything that a handler threw, in Wix's form. Only what it meant for Wix is repeated; of everything else the code says
 * enough: an error of the gateway keeps its own and its status, the rest is `internal_error`, 500.
 */
export function toApplicationError(error: unknown): ApplicationErrorAnswer {
  if (error instanceof ServicePluginError && httpStatus.safeParse(error.httpStatus).success) {
    return answer(error.httpStatus, error.code, error.data, true);
  }
  const sdk = sdkError.safeParse(error);
  if (sdk.success) return answer(sdk.data.httpCode, sdk.data.applicationCode, sdk.data.data, true);
  const { code } = toCodedError(error);
  return answer(PROBLEM_CATALOGUE[code].status, code, undefined, false);
}

function answer(status: number, code: string, data: unknown, expected: boolean): ApplicationErrorAnswer {
  return { status, body: { applicationError: { code, ...(data !== undefined && { data }) } }, expected };
}
