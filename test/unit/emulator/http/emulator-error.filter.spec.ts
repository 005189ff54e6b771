import { EmulatorFixture } from '../emulator.fixture';

describe('errors', () => {
  let emulator: EmulatorFixture;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
  });
  afterAll(() => emulator.close());

  const tooLarge = JSON.stringify({ token: 'x'.repeat(5 * 1024 * 1024) });

  it("are in Wix's form at Wix paths", async () => {
    const { body } = await emulator.http.get('/no/such/api').expect(404);
    expect(body).toEqual({
      message: 'Not found',
      details: { applicationError: { code: 'NOT_FOUND', description: 'Not found', data: {} } },
    });
    const large = await emulator.http.post('/oauth2/token-info').type('json').send(tooLarge).expect(413);
    const unreadable = await emulator.http.get('/%').expect(400);
    expect(unreadable.body.details.applicationError.code).toBe('INVALID_ARGUMENT');
    expect(large.body.details.applicationError.code).toBe('INVALID_ARGUMENT');
  });

  it('have a status and a message in the control API', async () => {
    for (const [status, request] of [
      [400, emulator.http.get('/_emulator/webhooks/%')],
      [404, emulator.http.get('/_emulator')],
      [404, emulator.http.put('/_emulator/tokens')],
      [413, emulator.http.post('/_emulator/tokens').type('json').send(tooLarge)],
    ] as const) {
      const { body } = await request.expect(status);
      expect(body).toEqual({ status, message: expect.any(String) });
    }
  });

  it('carry a request id', async () => {
    for (const path of ['/no/such/api', '/%', '/_emulator/webhooks/%']) {
      const { headers } = await emulator.http.get(path);
      expect(headers['x-wix-request-id']).toMatch(/^\d+\.\d{12}$/);
    }
  });
});
