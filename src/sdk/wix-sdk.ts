import { Injectable } from '@nestjs/common';
import { type BuildDescriptors, createClient, type Descriptors } from '@wix/sdk';
import type { AppIdentity } from '../auth/app-identity';
import { callerClient, strategy } from './ambient-clients';
import { GrantedScope } from './granted.scope';
import { SdkCalls } from './sdk-calls';
import { createWixFetch } from './wix-fetch';

/** Wix's SDK for code that wants to see whose rights a call has: `app(identity, { products }).products.queryProducts()`. */
@Injectable()
export class WixSdk {
  constructor(private readonly calls: SdkCalls) {}

  /** The modules' functions, called with the rights of whoever makes the request they are called in. */
  caller<Modules extends Descriptors>(modules: Modules): BuildDescriptors<Modules, undefined> {
    return callerClient.use(modules);
  }

  /** The modules' functions, called with the app's rights on the identity's instance: its declared calls, no other. */
  app<Modules extends Descriptors>(identity: AppIdentity, modules: Modules): BuildDescriptors<Modules, undefined> {
    const scope = new GrantedScope(this.calls, identity);
    const send = createWixFetch(
      () => scope,
      (_, request) => this.calls.asApp(scope, request),
    );
    return createClient({ auth: strategy, useCDN: false, fetch: send }).use(modules);
  }
}
