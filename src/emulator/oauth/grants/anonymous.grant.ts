import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TokenIssuer } from '../../tokens/token.issuer';
import { ClientRegistry } from '../client.registry';
import { HeadlessSite } from '../headless-site';
import { tokenAnswer, type TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';
import type { GrantHandler } from './grant-handler';

/** A new visitor of the headless site, each time. */
@Injectable()
export class AnonymousGrant implements GrantHandler {
  readonly grantType = 'anonymous';

  constructor(
    private readonly clients: ClientRegistry,
    private readonly headlessSite: HeadlessSite,
    private readonly issuer: TokenIssuer,
  ) {}

  issue(parameters: TokenParameters): TokenAnswer {
    const clientId = this.clients.publicClient(parameters.get('client_id'));
    const grant = {
      subject: { type: 'VISITOR', id: randomUUID() },
      clientId,
      instance: this.headlessSite.instance(),
    } as const;
    return tokenAnswer(this.issuer.access(grant), this.issuer.refresh(grant));
  }
}
