import { CodedError } from '../errors/coded.error';
import type { FieldViolation } from '../wix/wix-error.details';
import { WixFailure } from '../wix/wix-failure.error';
import { WixStatusError } from '../wix/wix-status.error';

/**
 * Readies an error for its way through Wix's SDK, which writes `message`, `status`, `requestId`, `details`, and into what
 * does not look like a refusal by Wix `code` as well. Message and code stay what they are, so that the error still has
 * its answer when it reaches the problem filter; the others become what code written for Wix expects of an SDK error.
 */
export function durable(error: unknown): Error {
  const durableError = error instanceof Error && !isSealed(error) ? error : wrapped(error);
  const { message } = durableError;
  // Assigning does nothing; it must not throw either, for that would hide the error.
  Object.defineProperty(durableError, 'message', { get: () => message, set: () => undefined, configurable: true });
  const { status, requestId, details } = whatWixSaid(durableError);
  Object.defineProperties(durableError, {
    // Where the SDK finds it, it leaves `code` alone. Not enumerable: logs and JSON do not see it.
    response: { value: { status, data: { message, details } }, configurable: true },
    requestId: { value: requestId, configurable: true, writable: true },
  });
  return durableError;
}

interface WixSaid {
  /** `undefined` when there was no answer. */
  readonly status?: number;
  readonly requestId?: string | undefined;
  /** As in the body of a Wix error, with the gateway's own words in place of Wix's text. */
  readonly details:
    | { readonly applicationError: { readonly description: string; readonly code: string; readonly data: object } }
    | { readonly validationError: { readonly fieldViolations: readonly FieldViolation[] } };
}

/** What Wix said of a call that failed with `error`. */
export function whatWixSaid(error: Error): WixSaid {
  const ownCode = error instanceof CodedError ? (error.wixCode ?? error.code) : error.name;
  const applicationError = (code: string) => ({ applicationError: { description: error.message, code, data: {} } });
  const cause = error instanceof CodedError ? error.cause : undefined;
  if (cause instanceof WixStatusError) {
    const { status, requestId, applicationCode, fieldViolations } = cause;
    const details =
      fieldViolations === undefined
        ? applicationError(applicationCode ?? ownCode)
        : { validationError: { fieldViolations } };
    return { status, requestId, details };
  }
  const details = applicationError(ownCode);
  return cause instanceof WixFailure ? { requestId: cause.requestId, details } : { details };
}

/** A DOMException, such as a timeout of `AbortSignal`, has no property that could be written. */
function isSealed(error: Error): boolean {
  return error instanceof DOMException || !Object.isExtensible(error);
}

function wrapped(error: unknown): Error {
  // A DOMException is not always an Error.
  const { message } = Object(error) as { readonly message?: unknown };
  return new Error(typeof message === 'string' ? message : 'A value that is no Error was thrown.', { cause: error });
}
