import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { OAuthClient } from './oauth.client';
import { OAuthTransport } from './oauth.transport';
import { TokenInfoClient } from './token-info.client';
import { WixRestClient } from './wix-rest.client';

const KEEP_ALIVE = { keepAlive: true, maxSockets: 128, maxFreeSockets: 16 };

/** The three ways to Wix: Token Info, OAuth, REST. Needs `AppConfig` and `Clock` from a global module. */
@Module({
  imports: [
    HttpModule.registerAsync({
      useFactory: () => ({ httpAgent: new HttpAgent(KEEP_ALIVE), httpsAgent: new HttpsAgent(KEEP_ALIVE) }),
    }),
  ],
  providers: [OAuthTransport, TokenInfoClient, OAuthClient, WixRestClient],
  exports: [TokenInfoClient, OAuthClient, WixRestClient],
})
export class WixModule {}
