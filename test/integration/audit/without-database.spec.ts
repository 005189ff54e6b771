import { Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AuditQueue } from '../../../src/audit/audit.queue';
import type { AppIdentity } from '../../../src/auth/app-identity';
import { Elevated } from '../../../src/auth/access.decorators';
import { CurrentAppIdentity } from '../../../src/auth/request-context';
import { Secret } from '../../../src/config/secret';
import { ElevationModule } from '../../../src/elevation/elevation.module';
import { WixApi } from '../../../src/elevation/wix-api';
import { WixForwarder } from '../../../src/forwarding/wix.forwarder';
import { ForwardingModule } from '../../../src/forwarding/forwarding.module';
import { Metrics } from '../../../src/observability/metrics';
import { freePort } from '../../support/free-port';
import { GatewayFixture } from '../../support/gateway.fixture';
import { INSTANCE_ID } from '../../support/verdicts';

const CHANGE = 'POST /stores/v1/products';

@Controller('things')
class ChangingController {
  constructor(
    private readonly wix: WixApi,
    private readonly forwarder: WixForwarder,
  ) {}

  @Post()
  @Elevated({ allow: ['USER'], calls: [CHANGE] })
  create(@CurrentAppIdentity() app: AppIdentity, @Res() reply: FastifyReply): Promise<void> {
    return this.forwarder.forward(reply, this.wix.app(app), { call: CHANGE, body: '{}' });
  }
}

describe('without its database', () => {
  let gateway: GatewayFixture;
  let token: string;
  beforeAll(async () => {
    const url = new Secret(`postgres://u:p@127.0.0.1:${await freePort()}/x`);
    gateway = await GatewayFixture.start({
      controllers: [ChangingController],
      imports: [ElevationModule, ForwardingModule],
      config: { database: { url, dataDir: 'memory://' } },
    });
    token = await gateway.emulator.token(await gateway.emulator.install(), 'USER');
  }, 30_000);
  afterAll(() => gateway.close());

  const metric = async (line: string) =>
    (await gateway.app.get(Metrics, { strict: false }).render()).split('\n').find((found) => found.startsWith(line));

  it('the gateway changes nothing at Wix with its own identity, and sends nothing', async () => {
    await gateway.forgetCalls();
    const answer = await gateway.http.post('/things').set('authorization', token).send({});
    expect([answer.status, answer.body.code]).toEqual([503, 'database_unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect((await gateway.wixCalls()).map(({ path }) => path)).toEqual(['/oauth2/token-info']);
    expect(await metric('liftgate_elevations_total{outcome="denied"}')).toBe(
      'liftgate_elevations_total{outcome="denied"} 1',
    );
  });

  it('but still reads', async () => {
    await gateway.http.get('/v1/instance').set('authorization', token).expect(200);
  });

  it('remembers some thousands of records, then logs and counts them, without a token', async () => {
    const audit = gateway.app.get(AuditQueue, { strict: false });
    const use = {
      at: Date.now(),
      instanceId: INSTANCE_ID,
      identity: { type: 'USER', id: 'u' },
      route: 'GET /x',
      call: 'GET /a',
      requestId: 'r',
    } as const;
    for (let n = 0; n < 10_100; n += 1) audit.record(use, { outcome: 'succeeded', result: 200 });
    const lost = gateway.logged('"audit"');
    // The requests of the tests above wait, too.
    expect(lost).toHaveLength(102);
    expect(lost[0]).toContain('"call":"GET /a"');
    expect(await metric('liftgate_unaudited_elevations_total{reason="queue_full"}')).toMatch(/ 102$/);
    await gateway.http.get('/v1/instance').set('authorization', token).expect(200);
    expect(gateway.logged('"audit"')).toHaveLength(103);
    expect(gateway.logged('"audit"').join()).not.toContain(token.slice(0, 40));
  });
});
