import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { WixModule } from '../wix/wix.module';
import { AccessTokenAuthenticator } from './access-token.authenticator';
import { CallerTokens } from './caller-tokens';
import { LocalTokenVault } from './local-token.vault';
import { RouteAccessCheck } from './route-access.check';
import { RouteInventory } from './route.inventory';
import { SignedInstanceAuthenticator } from './signed-instance.authenticator';
import { SignedRequestAuthenticator } from './signed-request.authenticator';
import { TokenVault } from './token-vault';
import { VerdictReader } from './verdict.reader';
import { WixSignature } from './wix-signature';

/** Credential to InstanceContext, and the check that every route declares its access. */
@Module({
  imports: [WixModule, DiscoveryModule],
  providers: [
    AccessTokenAuthenticator,
    CallerTokens,
    RouteAccessCheck,
    RouteInventory,
    SignedInstanceAuthenticator,
    SignedRequestAuthenticator,
    VerdictReader,
    WixSignature,
    { provide: TokenVault, useClass: LocalTokenVault },
  ],
  exports: [
    AccessTokenAuthenticator,
    CallerTokens,
    RouteInventory,
    SignedInstanceAuthenticator,
    SignedRequestAuthenticator,
    TokenVault,
  ],
})
export class AuthModule {}
