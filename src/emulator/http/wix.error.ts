/** Wix's standard error body. */
interface WixErrorBody {
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** OAuth's error body, RFC 6749 section 5.2. */
interface OauthErrorBody {
  readonly error: string;
  readonly error_description: string;
}

/** An answer of Wix that is an error: sent exactly as it stands here. */
export class WixError extends Error {
  constructor(
    readonly status: number,
    readonly body: WixErrorBody | OauthErrorBody,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(`Wix answers ${status}`);
    this.name = 'WixError';
  }

  /** `details.applicationError`, the shape of most Wix errors. */
  static application(status: number, code: string, message: string, data: unknown = {}): WixError {
    return new WixError(status, { message, details: { applicationError: { code, description: message, data } } });
  }

  /** `details.validationError` for one field; status 400. */
  static validation(field: string, description: string): WixError {
    return new WixError(400, {
      message: `${field} ${description}`,
      details: { validationError: { fieldViolations: [{ field, description, violatedRule: 'FORMAT', data: {} }] } },
    });
  }

  static oauth(status: number, error: string, description: string): WixError {
    return new WixError(status, { error, error_description: description });
  }

  /** System errors are sent empty by design. */
  static system(status: number): WixError {
    return new WixError(status, { message: '', details: {} });
  }
}
