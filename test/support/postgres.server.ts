import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from './free-port';
import { findPostgresBinaries, serverUser } from './postgres.binaries';

export interface RunningPostgres {
  /** Of a superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

const START_MS = 15_000;

/** The server at DATABASE_URL, or a new one from the machine's binaries, on a free port and in a folder that goes with it. */
export async function startPostgres(): Promise<RunningPostgres> {
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== '') return { url: given, stop: () => Promise.resolve() };
  const binaries = findPostgresBinaries();
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'liftgate-postgres-'));
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder };
  await promisify(execFile)(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  );
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...options,
    stdio: 'ignore',
  });
  const exited = once(server, 'exit');
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    // Fast shutdown: connections are cut.
    server.kill('SIGINT');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function untilReady(url: string): Promise<void> {
  const end = Date.now() + START_MS;
  for (;;) {
    await wait(50);
    const client = new Client(url);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > end)
        throw new Error('The PostgreSQL server that the tests started does not answer.', { cause: error });
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
