import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { DemoProcess } from '../../support/demo.process';

const shell = promisify(execFile);

describe('npm run demo', () => {
  let demo: DemoProcess;

  beforeAll(async () => {
    demo = await DemoProcess.start();
  }, 120_000);

  it('prints lines that work when pasted', async () => {
    const lines = demo.output.split('\n').filter((line) => line.startsWith('curl '));
    expect(lines).toHaveLength(4);
    const answers = await Promise.all(lines.map((line) => shell('bash', ['-c', line])));
    const [visitor, member, user, other] = answers.map(({ stdout }) => JSON.parse(stdout) as Record<string, object>);
    expect(visitor).toMatchObject({
      instance: { instanceId: expect.any(String) },
      site: { siteId: expect.any(String) },
    });
    expect(JSON.stringify(visitor)).not.toContain('@');
    expect(member).toMatchObject({ member: { id: expect.any(String) } });
    expect(user).toMatchObject({
      members: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]),
    });
    expect(other).toMatchObject({ identity: { type: 'VISITOR' } });
    expect(other?.instanceId).not.toBe(visitor?.instance);
  });

  it('prints addresses that answer', async () => {
    const { gatewayUrl, emulatorUrl, shopUrl } = demo;
    for (const url of [`${gatewayUrl}/health/ready`, `${gatewayUrl}/docs`, `${gatewayUrl}/openapi.json`, emulatorUrl]) {
      expect(demo.output).toContain(new URL(url).origin);
      expect((await fetch(url)).status).toBe(200);
    }
    const pages = demo.output.match(/http:\S+(-page|-panel|-widget)$/gm) ?? [];
    expect(pages).toHaveLength(3);
    for (const url of [...pages, shopUrl])
      expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
  });

  it('says plainly which port is taken, and starts nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as { port: number }).port);
    for (const [variable, owner] of [
      ['PORT', 'the gateway'],
      ['SHOP_PORT', 'the headless shop'],
    ] as const) {
      const refused = await DemoProcess.start({ [variable]: port });
      expect(await refused.ended()).toBe(1);
      expect(refused.output).toContain(`Port ${port}, meant for ${owner}, is taken.`);
      expect(refused.output).not.toContain('Wix emulator:');
    }
    taken.close();
  }, 60_000);

  it('says which port is none', async () => {
    const refused = await DemoProcess.start({ PORT: 'http' });
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toContain('PORT: expected a port from 1 to 65535');
  }, 30_000);

  it('stops all at Ctrl-C, and leaves the ports free', async () => {
    expect([0, 'SIGINT']).toContain(await demo.ctrlC());
    expect(demo.output).not.toMatch(/error|stopped by itself/i);
    for (const url of [demo.gatewayUrl, demo.emulatorUrl, demo.shopUrl]) await expect(fetch(url)).rejects.toThrow();
  }, 30_000);
});
