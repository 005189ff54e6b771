/** The `code` of an error of Node (`EEXIST`) or of PostgreSQL (SQLSTATE). */
export function errorCodeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
