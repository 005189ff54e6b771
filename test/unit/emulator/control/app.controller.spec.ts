import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { EmulatorFixture, UNKNOWN_ID } from '../emulator.fixture';

describe('GET /_emulator/app', () => {
  it('answers the credentials a gateway needs', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const emulator = await EmulatorFixture.start({
      WIX_APP_ID: UNKNOWN_ID.toUpperCase(),
      WIX_APP_SECRET: 'current,previous',
      WIX_APP_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      WIX_CLIENT_ID: UNKNOWN_ID,
    });
    const { body } = await emulator.http.get('/_emulator/app').expect(200);
    await emulator.close();
    expect(body).toEqual({
      appId: UNKNOWN_ID,
      appSecret: 'current',
      publicKey: expect.stringContaining('BEGIN PUBLIC KEY'),
      clientId: UNKNOWN_ID,
    });
    expect(createPublicKey(body.publicKey).equals(publicKey)).toBe(true);
  });

  it('answers unknown control calls with 404', async () => {
    const emulator = await EmulatorFixture.start();
    const { body } = await emulator.http.get('/_emulator/nothing').expect(404);
    await emulator.close();
    expect(body).toEqual({ status: 404, message: expect.any(String) });
  });
});
