import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

it("serves the ESM and the CommonJS copies of Wix's packages in one process", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(__dirname, 'programs/both-formats.mjs')]);
  const { instanceId, answer, calls } = JSON.parse(stdout) as Record<string, unknown>;
  expect(answer).toEqual({
    result: {
      areTwo: true,
      instanceIds: [instanceId, instanceId, instanceId, instanceId],
      tokens: [instanceId, instanceId],
    },
  });
  // What getTokenInfo would ask over the global fetch goes to Wix itself, and here to nobody: it would have failed.
  expect(calls).toEqual(['/oauth2/token-info', '/oauth2/token', ...Array<string>(4).fill('/apps/v1/instance')]);
}, 30_000);
