import { isError } from './error.description';
import { StartError } from './start.error';

/** An address that cannot be listened on, and the two settings that name it. */
export class ListenError extends StartError {
  /** @param prefix of the settings' names: `OPS_` for `OPS_HOST` and `OPS_PORT` */
  constructor(
    listener: string,
    { host, port }: { readonly host: string; readonly port: number },
    prefix: '' | 'OPS_',
    cause: unknown,
  ) {
    const remedy = `Set ${prefix}HOST and ${prefix}PORT to an address of this machine and a free port.`;
    super(`${listener} cannot use ${host}:${port}: ${reasonOf(cause)}. ${remedy}`, { cause });
  }
}

function reasonOf(error: unknown): string {
  const code = isError(error) && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'EADDRINUSE') return 'the port is taken';
  return code === 'EACCES' ? 'this user may not' : `it cannot be opened (${code})`;
}
