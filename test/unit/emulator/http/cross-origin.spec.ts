import { EmulatorFixture } from '../emulator.fixture';

describe('cross-origin calls', () => {
  let emulator: EmulatorFixture;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
  });
  afterAll(() => emulator.close());

  const origin = 'http://127.0.0.1:3000';

  it('may come from any page to Wix paths', async () => {
    const { headers } = await emulator.http
      .options('/stores/v1/products/query')
      .set({
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,x-wix-bi-gateway',
      })
      .expect(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,x-wix-bi-gateway',
    });
    const answer = await emulator.http.get('/apps/v1/instance').set({ origin }).expect(401);
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect((await emulator.http.get('/_emulator/calls')).body).toHaveLength(1);
  });

  it('may not read the control API, which hands out secrets', async () => {
    const { headers } = await emulator.http.get('/_emulator/app').set({ origin }).expect(200);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    const preflight = { origin, 'access-control-request-method': 'POST' };
    const answer = await emulator.http.options('/_emulator/tokens').set(preflight);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
