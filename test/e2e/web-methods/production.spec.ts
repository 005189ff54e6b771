import { join } from 'node:path';
import { WebMethodsModule } from '../../../src/web-methods/web-methods.module';
import { GatewayFixture } from '../../support/gateway.fixture';

async function exceptionIn(environment: 'production' | 'development'): Promise<unknown> {
  const imports = [WebMethodsModule.forDirectory(join(__dirname, 'backend'))];
  const gateway = await GatewayFixture.start({ imports, config: { environment } });
  try {
    const site = await gateway.emulator.install();
    const { body } = await gateway.http
      .post('/_webMethods/src/backend/every-kind.web.ts/fails.ajax')
      .set('authorization', await gateway.emulator.token(site, 'VISITOR'))
      .send([])
      .expect(200);
    return body.result;
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

  it('says its message in development, and no stack: the log has it', async () => {
    expect(await exceptionIn('development')).toEqual({ name: 'Error', message: 'select * from orders failed' });
  }, 30_000);
});
