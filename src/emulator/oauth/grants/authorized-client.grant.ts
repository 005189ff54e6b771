import { Injectable } from '@nestjs/common';
import { WixError } from '../../http/wix.error';
import { MemberSessions } from '../../iam/member.sessions';
import { EmulatorClock } from '../../settings/emulator.clock';
import { MemberStore } from '../../sites/member.store';
import { isInstalled } from '../../tokens/access-token';
import { TokenIssuer } from '../../tokens/token.issuer';
import { TokenTable } from '../../tokens/token.table';
import { tokenAnswer, type TokenAnswer } from '../token-answer';
import type { TokenParameters } from '../token-parameters';
import type { GrantHandler } from './grant-handler';

/** Logs a member in by an admin's API key: `Authorization: <visitor token>,<API key>`. Any key counts as right. */
@Injectable()
export class AuthorizedClientGrant implements GrantHandler {
  readonly grantType = 'authorized_client';

  constructor(
    private readonly clock: EmulatorClock,
    private readonly table: TokenTable,
    private readonly members: MemberStore,
    private readonly sessions: MemberSessions,
    private readonly issuer: TokenIssuer,
  ) {}

  issue(parameters: TokenParameters, authorization = ''): TokenAnswer {
    const [visitorToken = '', apiKey = ''] = authorization.split(',');
    const visitor = this.table.findAccess(visitorToken.trim());
    if (
      visitor?.instance === undefined ||
      visitor.expiresAt <= this.clock.seconds() ||
      !isInstalled(visitor) ||
      apiKey.trim() === ''
    )
      throw WixError.oauth(401, 'invalid_client', 'Authorization must be an active visitor token, a comma, an API key');
    const member = this.members.find(visitor.instance.site.siteId, parameters.get('member_id') ?? '');
    const session = parameters.get('session_token');
    if (member === undefined || (session !== undefined && this.sessions.find(session)?.member.id !== member.id))
      throw WixError.oauth(400, 'invalid_grant', 'There is no such member, or the session is not theirs');
    const grant = {
      subject: { type: 'MEMBER', id: member.id },
      clientId: visitor.clientId,
      instance: visitor.instance,
    } as const;
    return tokenAnswer(this.issuer.access(grant), this.issuer.refresh(grant));
  }
}
