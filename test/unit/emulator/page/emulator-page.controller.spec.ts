import { Script } from 'node:vm';
import { EmulatorFixture } from '../emulator.fixture';

describe('GET /', () => {
  it('is one page without outside resources, that knows the gateway', async () => {
    const emulator = await EmulatorFixture.start({ WIX_EMULATOR_WEBHOOK_URL: 'http://127.0.0.1:3456/webhooks' });
    const { text } = await emulator.http
      .get('/')
      .expect(200)
      .expect('content-type', /text\/html/);
    await emulator.close();
    expect(text).toContain('const gatewayUrl = "http://127.0.0.1:3456"');
    expect(text).not.toMatch(/(?:src|href)="(?!data:)/);
    const script = /<script>([\s\S]*)<\/script>/.exec(text)?.[1] ?? '';
    expect(() => new Script(script)).not.toThrow();
    // Every element that the script looks up is there.
    const ids = [...script.matchAll(/byId\('([\w-]+)'\)/g)].map(([, id]) => id);
    expect(ids.filter((id) => !text.includes(`id="${id ?? ''}"`))).toEqual([]);
  });
});
