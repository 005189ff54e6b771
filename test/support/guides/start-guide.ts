import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawnRegistered } from '../registered-process';

/** The backends of this folder. Each answers `GET /instance`, and knows of Wix alone. */
export type Guide = 'extract-instance-id.cjs' | 'get-app-instance-sdk.mjs' | 'get-app-instance-rest.mjs';

/** What a guide's backend is told. `WIX_EMULATOR_URL` is for register, not for the backend. */
export interface GuideEnvironment {
  readonly WIX_EMULATOR_URL: string;
  readonly WIX_APP_ID: string;
  readonly WIX_APP_SECRET: string;
}

export interface RunningGuide {
  /** The backend's origin, on a free port of 127.0.0.1. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a guide's backend in a process of its own, under register, and waits until it listens. */
export async function startGuide(guide: Guide, environment: GuideEnvironment): Promise<RunningGuide> {
  const child = spawnRegistered([join(__dirname, guide)], { ...environment, PORT: '0' });
  const closed = once(child, 'close');
  const { stdout } = child;
  if (!stdout) throw new Error(`${guide} has no standard output to read its port from.`);

  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  // The line never comes from a process that ends first.
  const [line] = (await Promise.race([once(createInterface(stdout), 'line'), closed])) as [unknown];
  const port = /^Listening on port (\d+)$/.exec(String(line))?.[1];
  if (port === undefined) {
    child.kill();
    throw new Error(`${guide} did not start: ${complaint}`);
  }
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
      await closed;
    },
  };
}
