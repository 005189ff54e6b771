import { Injectable } from '@nestjs/common';
import type { AuthenticationOptions, Authenticator } from './authenticator';
import { CallerTokens } from './caller-tokens';
import type { InstanceContext } from './instance-context';
import { VerdictReader } from './verdict.reader';

/** Wix access tokens: opaque to us, so Token Info says what they are. */
@Injectable()
export class AccessTokenAuthenticator implements Authenticator {
  constructor(
    private readonly verdicts: VerdictReader,
    private readonly callerTokens: CallerTokens,
  ) {}

  authenticate(value: string, options: AuthenticationOptions): InstanceContext | Promise<InstanceContext> {
    const context = this.verdicts.context(value, options);
    if (context instanceof Promise) return context.then((answer) => this.callerTokens.keep(answer, value));
    return this.callerTokens.keep(context, value);
  }
}
