import { join } from 'node:path';
import { WebMethodsModule } from '../../../src/web-methods/web-methods.module';
import { GatewayFixture } from '../../support/gateway.fixture';

async function exceptionIn(environment: 'production' | 'development'): Promise<{ message: string; stack?: string }> {
  const imports = [WebMethodsModule.forDirectory(join(__dirname, 'backend'))];
  const gateway = await GatewayFixture.start({ imports, config: { environment } });
  try {
    const site = await gateway.emulator.install();
    const { body } = await gateway.http
      .post('/_webMethods/src/backend/every-kind.web.ts/fails.ajax')
      .set('authorization', await gateway.emulator.token(site, 'VISITOR'))
      .send([])
      .expect(200);
    return body.result as { message: string; stack?: string };
  } finally {
    await gateway.close();
  }
}

describe("an exception of the app's own code", () => {
  it('says nothing in production', async () => {
    expect(await exceptionIn('production')).toEqual({
      name: 'Error',
      message: 'Unable to handle the request. Contact the site administrator.',
    });
  }, 30_000);

  it('has its stack in development', async () => {
    const { message, stack } = await exceptionIn('development');
    expect(message).toBe('select * from orders failed');
    expect(stack).toContain('every-kind.web.ts');
  }, 30_000);
});
