import type { WixCall } from '../wix/wix-call';

const WIX_EVENTS = Symbol('wix events');

export interface OnWixEventOptions {
  /**
   * Whose rows the effects reach: `tenant`, those of the event's instance and no others (the default), or `gateway`, the
   * tables that belong to no tenant.
   */
  readonly effects?: 'tenant' | 'gateway';
  /**
   * The Wix calls that the handler may make with the app's identity on the event's instance. It then gets an
   * `AppIdentity` after the event, and `auth.elevate(…)` makes these calls.
   */
  readonly calls?: readonly WixCall[];
}

export interface WixEventSubscription {
  readonly type: string;
  readonly effects: 'tenant' | 'gateway';
  readonly calls: readonly WixCall[];
}

/**
 * The method of a provider handles Wix events of a type, such as `AppInstalled`: it gets a `WixEvent` and may return its
 * `Effects`. It runs at least once; its effects happen exactly once. It has 20 seconds, after which it has failed and its
 * Wix calls with the app's identity are refused; one that failed is tried again with growing pauses, eight times in all.
 * Events of one instance come one after the other, in the order of their arrival.
 */
export function OnWixEvent(type: string, { effects = 'tenant', calls = [] }: OnWixEventOptions = {}): MethodDecorator {
  return (_target, _key, descriptor) => {
    if (typeof descriptor.value !== 'function') return;
    const declared = [...subscriptionsOf(descriptor.value), { type, effects, calls }];
    Reflect.defineMetadata(WIX_EVENTS, declared, descriptor.value);
  };
}

export function subscriptionsOf(method: object): readonly WixEventSubscription[] {
  // Reflect.getMetadata is untyped; `@OnWixEvent` is the only writer of this private key.
  return (Reflect.getMetadata(WIX_EVENTS, method) as readonly WixEventSubscription[] | undefined) ?? [];
}
