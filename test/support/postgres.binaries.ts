import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where distributions put each major version. */
const VERSIONED = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt'];

/** The folder that holds `initdb` and `postgres`, the newest first. @throws with what to install when there is none */
export function findPostgresBinaries(): string {
  const versions = VERSIONED.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
      .map((version) => join(folder, version, 'bin')),
  );
  const found = [...(process.env.PATH ?? '').split(':'), ...versions].find((folder) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(folder, program))),
  );
  if (found === undefined) {
    throw new Error(
      'These tests need PostgreSQL, and neither DATABASE_URL is set nor are initdb and postgres on this machine. ' +
        "Install a server (Debian: apt install postgresql; macOS: brew install postgresql), or set DATABASE_URL to a superuser's URL.",
    );
  }
  return found;
}

/** Whom the server runs as: PostgreSQL refuses to run as root. */
export function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (user === undefined)
    throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}
