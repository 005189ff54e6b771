import { Module, type DynamicModule } from '@nestjs/common';
import { ApiAuthorization } from './apis/api-authorization';
import { AppInstanceController } from './apis/app-instance.controller';
import { MembersController } from './apis/members.controller';
import { ProductsController } from './apis/products.controller';
import { RateLimit } from './apis/rate-limit';
import { CallLog } from './calls/call.log';
import { CallsController } from './calls/calls.controller';
import { EmulatorConfig } from './config/emulator.config';
import { AppController } from './control/app.controller';
import { InstanceParameterController } from './control/instance-parameter.controller';
import { InstancesController } from './control/instances.controller';
import { KnownInstances } from './control/known-instances';
import { TokensController } from './control/tokens.controller';
import { FaultStore } from './faults/fault.store';
import { FaultsController } from './faults/faults.controller';
import { EmulatorAddress } from './http/emulator.address';
import { EmulatorHooks } from './http/emulator.hooks';
import { AuthenticationController } from './iam/authentication.controller';
import { LoginAnswers } from './iam/login.answer';
import { MemberSessions } from './iam/member.sessions';
import { VerificationController } from './iam/verification.controller';
import { AuthorizationCodes } from './oauth/authorization-codes';
import { AuthorizeController } from './oauth/authorize.controller';
import { AuthorizeRequestReader } from './oauth/authorize.request';
import { ClientRegistry } from './oauth/client.registry';
import { CustomAuthenticationController } from './oauth/custom-authentication.controller';
import { GrantHandlers, GRANTS } from './oauth/grants/grant-handlers';
import { HeadlessSite } from './oauth/headless-site';
import { InstallerController } from './oauth/installer.controller';
import { LogoutController } from './oauth/logout.controller';
import { OpenIdController } from './oauth/open-id.controller';
import { RedirectSessionController } from './oauth/redirect-session.controller';
import { RedirectUris } from './oauth/redirect-uris';
import { TokenController } from './oauth/token.controller';
import { EmulatorPageController } from './page/emulator-page.controller';
import { PageFolder } from './pages/page.folder';
import { PagesController } from './pages/pages.controller';
import { ServicePluginCaller } from './service-plugins/service-plugin.caller';
import { ServicePluginsController } from './service-plugins/service-plugins.controller';
import { EmulatorClock } from './settings/emulator.clock';
import { SettingsController } from './settings/settings.controller';
import { SettingsStore } from './settings/settings.store';
import { InstanceStore } from './sites/instance.store';
import { MemberStore } from './sites/member.store';
import { ProductStore } from './sites/product.store';
import { AppSubject } from './tokens/app-subject';
import { CallerHint } from './tokens/caller-hint';
import { FrontEndTokens } from './tokens/front-end.tokens';
import { TokenInfoController } from './tokens/token-info.controller';
import { TokenInfoService } from './tokens/token-info.service';
import { TokenIssuer } from './tokens/token.issuer';
import { TokenTable } from './tokens/token.table';
import { AppLifecycle } from './webhooks/app.lifecycle';
import { JwtSigner } from './webhooks/jwt.signer';
import { WebhookSender } from './webhooks/webhook.sender';
import { WebhookToken } from './webhooks/webhook.token';
import { WebhooksController } from './webhooks/webhooks.controller';

const WIX = [
  TokenController,
  TokenInfoController,
  CustomAuthenticationController,
  InstallerController,
  RedirectSessionController,
  AuthorizeController,
  LogoutController,
  OpenIdController,
  AuthenticationController,
  VerificationController,
  AppInstanceController,
  ProductsController,
  MembersController,
];

const CONTROL = [
  EmulatorPageController,
  PagesController,
  AppController,
  InstancesController,
  TokensController,
  InstanceParameterController,
  WebhooksController,
  ServicePluginsController,
  FaultsController,
  SettingsController,
  CallsController,
];

/** The Wix emulator: Wix's paths, and a control API under `/_emulator`. */
@Module({})
export class EmulatorModule {
  static with(config: EmulatorConfig): DynamicModule {
    return {
      module: EmulatorModule,
      controllers: [...WIX, ...CONTROL],
      providers: [
        { provide: EmulatorConfig, useValue: config },
        {
          provide: EmulatorClock,
          useFactory: (settings: SettingsStore) => new EmulatorClock(settings, Date.now),
          inject: [SettingsStore],
        },
        SettingsStore,
        InstanceStore,
        MemberStore,
        ProductStore,
        TokenTable,
        TokenIssuer,
        AppSubject,
        FrontEndTokens,
        PageFolder,
        TokenInfoService,
        CallerHint,
        ClientRegistry,
        AuthorizationCodes,
        HeadlessSite,
        GrantHandlers,
        ...GRANTS,
        RedirectUris,
        AuthorizeRequestReader,
        MemberSessions,
        LoginAnswers,
        ApiAuthorization,
        RateLimit,
        KnownInstances,
        JwtSigner,
        WebhookToken,
        WebhookSender,
        AppLifecycle,
        ServicePluginCaller,
        FaultStore,
        CallLog,
        EmulatorAddress,
        EmulatorHooks,
      ],
    };
  }
}
