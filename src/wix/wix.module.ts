import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { CallBudgets } from './call-budgets';
import { CustomLoginClient } from './custom-login.client';
import { HEADLESS_CONNECTIONS, HeadlessClient } from './headless.client';
import { CONCURRENT_REQUESTS } from './oauth-operation';
import { OAuthClient } from './oauth.client';
import { OAuthTransport } from './oauth.transport';
import { RedirectSessionClient } from './redirect-session.client';
import { TokenInfoClient } from './token-info.client';
import { TOKEN_CONNECTIONS } from './token-operations';
import { WixRestClient } from './wix-rest.client';

/** What hangs holds its connection, so there is one for whatever may be under way. */
const MOST_CONNECTIONS = CONCURRENT_REQUESTS + TOKEN_CONNECTIONS + HEADLESS_CONNECTIONS;
const KEEP_ALIVE = { keepAlive: true, maxSockets: MOST_CONNECTIONS, maxFreeSockets: 16 };

/** The ways to Wix: Token Info, OAuth, REST, and the login of members. Needs `AppConfig`, `Clock`, `Randomness` and `Telemetry` from global modules. */
@Module({
  imports: [
    HttpModule.registerAsync({
      useFactory: () => ({ httpAgent: new HttpAgent(KEEP_ALIVE), httpsAgent: new HttpsAgent(KEEP_ALIVE) }),
    }),
  ],
  providers: [
    CallBudgets,
    OAuthTransport,
    TokenInfoClient,
    OAuthClient,
    WixRestClient,
    HeadlessClient,
    RedirectSessionClient,
    CustomLoginClient,
  ],
  exports: [TokenInfoClient, OAuthClient, WixRestClient, RedirectSessionClient, CustomLoginClient],
})
export class WixModule {}
