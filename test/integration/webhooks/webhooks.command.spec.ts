import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { embeddedFolder } from '../../support/embedded-folder';
import { npmScript } from '../../support/npm-script';
import { WebhookGateway } from '../../support/webhook-gateway';
import { APP_ID, given } from '../../support/app-config';

describe('npm run webhooks on the embedded database', () => {
  let folder: Awaited<ReturnType<typeof embeddedFolder>>;
  let gateway: WebhookGateway | undefined;
  beforeAll(async () => {
    folder = await embeddedFolder();
    gateway = await WebhookGateway.start({ url: undefined, dataDir: folder.dataDir });
  }, 60_000);
  afterAll(async () => {
    await gateway?.close();
    folder.remove();
  });

  const run = async (...args: string[]): Promise<string> => {
    const env = { ...process.env, WIX_APP_ID: APP_ID, WIX_APP_SECRET: 'unused', DATA_DIR: folder.dataDir };
    return (await npmScript('webhooks', args, env)).stdout;
  };
  const list = async (...args: string[]) => JSON.parse(await run('list', '--json', ...args)) as { id: string }[];

  it('lists, shows, replays and discards through the running gateway', async () => {
    const running = given(gateway);
    let broken = true;
    running.on('poison', () => {
      if (broken) throw new Error('poison');
      return undefined;
    });
    const [dead, unknown] = [randomUUID(), randomUUID()];
    await running.deliver({ type: 'poison', data: { id: dead, a: 1 } });
    await running.deliver({ type: 'strange', data: { id: unknown } });
    await expect(list()).resolves.toEqual([
      expect.objectContaining({ id: unknown, eventType: 'strange', state: 'unknown_type', attempts: 0 }),
      expect.objectContaining({
        id: dead,
        eventType: 'poison',
        state: 'pending',
        instanceId: expect.any(String) as string,
      }),
    ]);
    await expect(list('--state', 'unknown_type')).resolves.toHaveLength(1);
    expect(await run('list')).toMatch(new RegExp(`^unknown_type +0 +${unknown} .* strange\npending`));

    expect(JSON.parse(await run('discard', dead, '--json'))).toMatchObject({ id: dead, state: 'discarded' });
    broken = false;
    expect(JSON.parse(await run('replay', dead, '--json'))).toMatchObject({ state: 'pending', attempts: 0 });
    await running.settled('poison', 'handled');
    const shown = JSON.parse(await run('show', dead, '--json')) as { envelope: string };
    expect(JSON.parse(shown.envelope)).toMatchObject({ eventType: 'poison', data: JSON.stringify({ id: dead, a: 1 }) });

    await expect(run('replay', dead)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no such event') as string,
    });
    await expect(run('show', randomUUID())).rejects.toMatchObject({ code: 1 });
    await expect(run('burn', dead)).rejects.toMatchObject({
      stderr: expect.stringContaining('npm run webhooks --') as string,
    });
  }, 60_000);

  it('lets nobody else in', () => {
    expect(statSync(`${folder.dataDir}.sock`).mode & 0o077).toBe(0);
  });

  it('opens the database itself when no gateway does', async () => {
    await gateway?.close();
    gateway = undefined;
    await expect(list()).resolves.toHaveLength(2);
  }, 60_000);
});
