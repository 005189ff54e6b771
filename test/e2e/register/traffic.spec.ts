import { createServer } from 'node:http';
import { listen, startRecordingServer } from './recording-server';
import { runRegistered } from './registered-program';

jest.setTimeout(30_000);

describe('traffic under register', () => {
  it('streams bodies both ways, and while they are being written', async () => {
    const echo = await listen(createServer((request, response) => request.pipe(response)));
    const { stdout, stderr } = await runRegistered(['stream.mjs'], { WIX_EMULATOR_URL: echo.url });
    await echo.close();

    expect(stderr).toBe('');
    const { sent, fetch, axios, heard } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ fetch, axios, heard }).toEqual({ fetch: sent, axios: sent, heard: ['one', 'two', 'three'] });
  });

  it('gives each of many calls at once its own answer', async () => {
    const emulator = await startRecordingServer();
    const { stdout, stderr } = await runRegistered(['call-at-once.mjs', '300'], { WIX_EMULATOR_URL: emulator.url });
    await emulator.close();

    const urls = Array.from({ length: 300 }, (_, index) => `/call/${index}`);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual(urls);
    expect(emulator.requests.map(({ url }) => url).sort()).toEqual(urls.sort());
  });
});
