import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Printed {
  readonly areTwo: boolean;
  readonly tokenInfoCalls: number;
  readonly seen: readonly { readonly instanceId: string; readonly instanceIds: readonly string[] }[];
}

it('an endpoint as an ES module and web methods as CommonJS keep two sites apart in one process', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'programs/mixed-formats.mjs')]);
  // What the program prints is fixed.
  const { areTwo, tokenInfoCalls, seen } = JSON.parse(stdout) as Printed;
  expect(areTwo).toBe(true);
  expect(seen).toHaveLength(2);
  for (const { instanceId, instanceIds } of seen) expect(instanceIds).toEqual([instanceId]);
  // One for each token: no copy of the SDK asked past the gateway.
  expect(tokenInfoCalls).toBe(2);
}, 60_000);
