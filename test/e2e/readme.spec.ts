import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const SCRIPTS = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;
const run = promisify(execFile);

/** The fenced blocks of one language. */
function blocks(language: string): readonly string[] {
  const all = [...README.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  return all.filter(([, name]) => name === language).map(([, , text = '']) => text);
}

describe('the README', () => {
  it('shows the access matrix that the code has', async () => {
    const { stdout } = await run('npm', ['run', '--silent', 'routes'], { cwd: ROOT });
    expect(blocks('')).toContain(stdout);
    for (const shown of [
      'GET    /openapi.json ',
      'POST   /service-plugins/ecom-additional-fees/v1/',
      'EVENT  PaidPlanChanged ',
    ])
      expect(stdout).toContain(shown);
  }, 60_000);

  it('names only commands that there are', () => {
    const named = [...README.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in SCRIPTS))).toEqual([]);
  });

  it('gives the two commands, each in a block of its own', () => {
    expect(blocks('sh')).toEqual(expect.arrayContaining(['npm ci && npm run demo\n', 'npm ci && npm test\n']));
  });

  it('is right about exit code 78: a start without the app names what is missing', async () => {
    const env = { PATH: process.env.PATH, NODE_ENV: 'production' };
    const start = run('npm', ['start'], { cwd: ROOT, env });
    await expect(start).rejects.toMatchObject({ code: 78, stderr: expect.stringContaining('WIX_APP_ID') });
  });
});
