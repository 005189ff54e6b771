import type { WixCall } from '../wix/wix-call';
import type { InstanceContext } from './instance-context';

/** Where the app's identity was granted; it stands in the audit. */
export interface Grant {
  readonly instance: InstanceContext;
  readonly calls: readonly WixCall[];
  /** The route that declares it, such as `GET /v1/instance`. */
  readonly route: string;
  readonly requestId: string;
  /** Where a developer declares more calls, for errors. */
  readonly declaredIn: string;
}

/**
 * The permission to act as the app on one instance, for the declared Wix calls only. It is a capability: it cannot be
 * built outside this file, a look-alike does not compile, and whoever holds none cannot elevate.
 */
export class AppIdentity {
  readonly #grant: Grant;
  #ended = false;

  private constructor(grant: Grant) {
    this.#grant = grant;
  }

  /** Only the access guard, `WixContext.runAs` and `EventScopes` grant; a test holds it to that. */
  static grant(grant: Grant): AppIdentity {
    return new AppIdentity(grant);
  }

  get instance(): InstanceContext {
    return this.#grant.instance;
  }

  get route(): string {
    return this.#grant.route;
  }

  get requestId(): string {
    return this.#grant.requestId;
  }

  get declaredIn(): string {
    return this.#grant.declaredIn;
  }

  get calls(): readonly WixCall[] {
    return this.#grant.calls;
  }

  /** Whether the work that it was granted for is over. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whoever still holds it can call nothing more. */
  end(): void {
    this.#ended = true;
  }

  allows(call: WixCall): boolean {
    return this.#grant.calls.includes(call);
  }
}
