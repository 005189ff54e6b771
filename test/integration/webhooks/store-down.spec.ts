import { createApp } from '../../../src/app.factory';
import { Secret } from '../../../src/config/secret';
import { freePort } from '../../support/free-port';
import { testConfig } from '../../support/app-config';
import { WIX_PUBLIC_KEY } from '../../support/signed-jwt';
import { webhookBody } from '../../support/webhook-gateway';

describe('without its database', () => {
  it('the gateway has webhooks delivered again, and looks at their signature first', async () => {
    const database = { url: new Secret(`postgres://u:p@127.0.0.1:${await freePort()}/x`), dataDir: 'memory://' };
    const app = await createApp(testConfig({ app: { ...testConfig().app, publicKeys: [WIX_PUBLIC_KEY] }, database }));
    await app.init();
    const post = (payload: string) => app.inject({ method: 'POST', url: '/webhooks', payload });
    const answer = await post(webhookBody({}));
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ code: 'webhook_store_unavailable' });
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.payload).not.toContain('127.0.0.1');
    expect((await post('forged')).statusCode).toBe(403);
    await app.close();
  });
});
