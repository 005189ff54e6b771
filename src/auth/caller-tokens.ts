import { Injectable } from '@nestjs/common';
import type { InstanceContext } from './instance-context';

/** The token behind a context, for calls as the caller. Kept beside the context, so that logging a context shows none. */
@Injectable()
export class CallerTokens {
  readonly #tokens = new WeakMap<InstanceContext, string>();

  /** @returns the same context. */
  keep(context: InstanceContext, token: string): InstanceContext {
    // A context of a known verdict comes again with every request.
    if (!this.#tokens.has(context)) this.#tokens.set(context, token);
    return context;
  }

  /** `undefined` for a context that came from a signed `instance` value: Wix's API takes no such credential. */
  of(context: InstanceContext): string | undefined {
    return this.#tokens.get(context);
  }
}
