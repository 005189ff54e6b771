import { EnvironmentError } from '../../../src/emulator/config/environment-reader';
import { startEmulator } from '../../../src/emulator/start-emulator';

describe('startEmulator', () => {
  it('listens on the loopback interface, on a free port when asked for 0', async () => {
    const emulators = [
      await startEmulator({ port: 0, environment: {} }),
      await startEmulator({ port: 0, environment: {} }),
    ];
    const urls = emulators.map(({ url }) => url);
    await Promise.all(emulators.map((emulator) => emulator.close()));
    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('rejects when the port is taken', async () => {
    const first = await startEmulator({ port: 0, environment: {} });
    const second = startEmulator({ port: Number(new URL(first.url).port), environment: {} });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await first.close();
  });

  it('rejects a bad environment', async () => {
    await expect(startEmulator({ port: 0, environment: { WIX_APP_ID: 'x' } })).rejects.toThrow(EnvironmentError);
  });

  it('closes while a call hangs', async () => {
    const emulator = await startEmulator({ port: 0, environment: {} });
    const fault = JSON.stringify({ path: '/*', latencyMs: 60_000 });
    await fetch(`${emulator.url}/_emulator/faults`, { method: 'POST', body: fault });
    const hanging = fetch(`${emulator.url}/apps/v1/instance`).catch(() => 'cut');
    await new Promise((resolve) => setTimeout(resolve, 50));
    await emulator.close();
    expect(await hanging).toBe('cut');
  });
});
