import { AsyncLocalStorage } from 'node:async_hooks';
import { Controller, Get } from '@nestjs/common';
import { auth } from '@wix/essentials';
import { Authenticated } from '../../../src/auth/access.decorators';
import { WithoutAmbientSdk } from '../../../src/sdk/without-ambient-sdk.decorator';
import { GatewayFixture } from '../../support/gateway.fixture';
import { expectProblem } from '../../unit/http/http.harness';

@Controller('without')
class WithoutController {
  @Get()
  @Authenticated()
  @WithoutAmbientSdk()
  without() {
    return auth.getTokenInfo();
  }
}

describe('@WithoutAmbientSdk()', () => {
  let gateway: GatewayFixture;
  let token: string;

  beforeAll(async () => {
    gateway = await GatewayFixture.start({ controllers: [WithoutController] });
    token = await gateway.emulator.token(await gateway.emulator.install(), 'USER');
  }, 30_000);

  afterAll(() => gateway.close());

  it('leaves the route without a context, which says so', async () => {
    expectProblem(await gateway.http.get('/without').set('authorization', token), 500, 'internal_error');
    expect(gateway.logged('"NoWixContextError"')).toHaveLength(1);
  });

  it("stands on the gateway's own routes: none of them enters AsyncLocalStorage", async () => {
    const run = jest.spyOn(AsyncLocalStorage.prototype, 'run');
    for (const path of ['/v1/identity', '/v1/instance', '/v1/instance/details', '/v1/members', '/health/live']) {
      await gateway.http.get(path).set('authorization', token).expect(200);
    }
    await gateway.http.post('/v1/products/query').set('authorization', token).send({}).expect(200);
    expect(run).not.toHaveBeenCalled();
    await gateway.http.post('/v1/web-methods/instance/whoAmI').set('authorization', token).expect(200);
    expect(run).toHaveBeenCalled();
  });
});
