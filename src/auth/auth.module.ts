import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CacheModule } from '../cache/cache.module';
import { WixModule } from '../wix/wix.module';
import { AccessTokenAuthenticator } from './access-token.authenticator';
import { CallerTokens } from './caller-tokens';
import { RouteAccessCheck } from './route-access.check';
import { RouteInventory } from './route.inventory';
import { SignedInstanceAuthenticator } from './signed-instance.authenticator';
import { SignedRequestAuthenticator } from './signed-request.authenticator';
import { TieredTokenVault } from './tiered-token.vault';
import { TokenVault } from './token-vault';
import { VerdictReader } from './verdict.reader';
import { WixSignature } from './wix-signature';

/** Credential to InstanceContext, and the check that every route declares its access. */
@Module({
  imports: [CacheModule, WixModule, DiscoveryModule],
  providers: [
    AccessTokenAuthenticator,
    CallerTokens,
    RouteAccessCheck,
    RouteInventory,
    SignedInstanceAuthenticator,
    SignedRequestAuthenticator,
    VerdictReader,
    WixSignature,
    { provide: TokenVault, useClass: TieredTokenVault },
  ],
  exports: [
    AccessTokenAuthenticator,
    CallerTokens,
    RouteInventory,
    SignedInstanceAuthenticator,
    SignedRequestAuthenticator,
    TokenVault,
    VerdictReader,
  ],
})
export class AuthModule {}
