/** Why a call got no answer: `timeout`, or the code of its error, such as `ECONNREFUSED`. */
export function reasonOf(error: unknown): string {
  const { name, code }: { name?: unknown; code?: unknown } = typeof error === 'object' && error !== null ? error : {};
  if (name === 'TimeoutError') return 'timeout';
  return typeof code === 'string' ? code : 'unknown';
}
