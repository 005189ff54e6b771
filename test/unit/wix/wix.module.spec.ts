import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { AppConfig } from '../../../src/config/app-config';
import { Clock, SystemClock } from '../../../src/config/clock';
import { Randomness, SystemRandomness } from '../../../src/config/randomness';
import { SilentTelemetry, Telemetry } from '../../../src/config/telemetry';
import { OAuthClient } from '../../../src/wix/oauth.client';
import { TokenInfoClient } from '../../../src/wix/token-info.client';
import { WixRestClient } from '../../../src/wix/wix-rest.client';
import { parseAccessToken } from '../../../src/wix/access-token';
import { WixModule } from '../../../src/wix/wix.module';
import { until } from '../../support/until';
import { json, LoopbackServer } from './loopback-server';
import { APP_ID, INSTANCE_ID, testConfig } from './test-app';

describe('WixModule', () => {
  let wix: LoopbackServer;
  let app: TestingModule;

  beforeEach(async () => {
    wix = await new LoopbackServer().start();

    @Global()
    @Module({
      providers: [
        { provide: AppConfig, useValue: testConfig(wix.origin, { deadlineMs: 30_000 }) },
        { provide: Clock, useClass: SystemClock },
        { provide: Randomness, useClass: SystemRandomness },
        { provide: Telemetry, useClass: SilentTelemetry },
      ],
      exports: [AppConfig, Clock, Randomness, Telemetry],
    })
    class Surroundings {}

    app = await Test.createTestingModule({ imports: [Surroundings, WixModule] }).compile();
  });

  afterEach(async () => {
    await app.close();
    await wix.stop();
  });

  it('provides the three clients, ready to call', async () => {
    wix.respond = json(200, { active: true, clientId: APP_ID, subjectId: 'a', subjectType: 'APP', exp: 1e9 });
    await expect(app.get(TokenInfoClient).ask('token')).resolves.toMatchObject({ active: true });

    wix.respond = json(200, { access_token: 'token', expires_in: 14400 });
    const before = Date.now();
    const { accessToken, expiresAt } = await app.get(OAuthClient).forInstance(INSTANCE_ID);
    expect(expiresAt).toBeGreaterThanOrEqual(before + 14_400_000);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() + 14_400_000);

    await expect(
      app.get(WixRestClient).send({ call: 'GET /things', instanceId: INSTANCE_ID, accessToken }),
    ).resolves.toMatchObject({
      status: 200,
    });
  });

  it('keeps the connections of OAuth calls', async () => {
    wix.respond = json(200, {});
    for (let call = 0; call < 5; call++) {
      await app.get(TokenInfoClient).ask('token');
    }
    expect(wix.connections).toBe(1);
  });

  it('has a connection left for an app token while all that sessions ask for hangs', async () => {
    const hanging: (() => void)[] = [];
    const issued = json(200, { access_token: 'token', expires_in: 14400 });
    wix.respond = (response, request) => {
      if (request.body.includes('client_credentials')) issued(response, request);
      else
        hanging.push(() => {
          issued(response, request);
        });
    };
    const oauth = app.get(OAuthClient);
    const asked = Array.from({ length: 64 }, () => [
      oauth.anonymous(APP_ID),
      oauth.refresh(APP_ID, 'r'),
      oauth.exchangeCode(APP_ID, 'c', 'v', 'https://example.com/'),
      oauth.fromLegacyCode('c'),
    ]).flat();
    await until(() => hanging.length === asked.length);
    await expect(oauth.forInstance(INSTANCE_ID)).resolves.toMatchObject({ accessToken: 'token' });
    for (const answer of hanging) answer();
    await Promise.all(asked);
  });

  it('closes the pool with the application', async () => {
    const client = app.get(WixRestClient);
    await app.close();
    const accessToken = parseAccessToken('token');
    if (accessToken === undefined) {
      throw new Error('unreachable');
    }
    await expect(client.send({ call: 'GET /things', instanceId: INSTANCE_ID, accessToken })).rejects.toMatchObject({
      code: 'wix_unavailable',
    });
    expect(wix.connections).toBe(0);
  });
});
