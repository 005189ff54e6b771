import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { RedisServer } from '../../support/redis.server';

const PROGRAM = join(__dirname, 'programs/ask-for-app-token.ts');
const TYPESCRIPT = join(__dirname, '../../support/typescript.cjs');

interface Outcome {
  readonly calls: number;
  readonly tokens: readonly string[];
}

let redis: RedisServer;
const children: ChildProcess[] = [];
beforeAll(async () => (redis = await RedisServer.start()));
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await redis.stop();
});

async function startProcess(): Promise<ChildProcess> {
  const child = fork(PROGRAM, [redis.url.reveal()], { execArgv: ['-r', TYPESCRIPT] });
  children.push(child);
  await once(child, 'message');
  return child;
}

async function run(child: ChildProcess): Promise<Outcome> {
  const answer = once(child, 'message') as Promise<[Outcome]>;
  child.send('go');
  const [outcome] = await answer;
  return outcome;
}

it('a thousand first requests in four real processes make one token call', async () => {
  const processes = await Promise.all([1, 2, 3, 4].map(startProcess));
  const ends = processes.map((child) => once(child, 'exit'));
  const outcomes = await Promise.all(processes.map(run));
  expect(outcomes.reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
  expect(new Set(outcomes.flatMap(({ tokens }) => tokens)).size).toBe(1);
  // Each leaves by itself: nothing of the connection keeps a process alive.
  expect(await Promise.all(ends)).toEqual([1, 2, 3, 4].map(() => [0, null]));
});
