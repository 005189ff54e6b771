import { createPublicKey } from 'node:crypto';
import { EmulatorFixture } from '../emulator.fixture';

describe('OpenID Connect', () => {
  let emulator: EmulatorFixture;
  beforeAll(async () => {
    emulator = await EmulatorFixture.start();
  });
  afterAll(() => emulator.close());

  it('publishes the public key and nothing private', async () => {
    const { body } = await emulator.http.get('/oauth2/jwks').expect(200);
    expect(body.keys).toHaveLength(1);
    expect(Object.keys(body.keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const { body: app } = await emulator.http.get('/_emulator/app');
    const key = createPublicKey({ key: body.keys[0], format: 'jwk' });
    expect(key.equals(createPublicKey(app.publicKey))).toBe(true);
  });

  it('says who is logged in', async () => {
    const site = await emulator.install();
    const ask = (authorization: string) => emulator.http.get('/oauth2/user-info').set({ authorization });
    expect((await ask(await emulator.token(site, 'MEMBER')).expect(200)).body).toMatchObject({
      sub: site.members[0]?.id,
      email: site.members[0]?.loginEmail,
      emailVerified: true,
    });
    expect((await ask(await emulator.token(site, 'USER')).expect(200)).body.sub).toBe(site.ownerId);
    await ask(await emulator.token(site, 'VISITOR')).expect(403);
  });
});
