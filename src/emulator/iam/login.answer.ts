import { Injectable } from '@nestjs/common';
import type { Instance } from '../sites/instance';
import type { Member } from '../sites/member';
import { MemberSessions } from './member.sessions';

export type LoginAnswer = Readonly<Record<string, unknown>>;

/** The states of custom login: where it stands, and the token to go on with. */
@Injectable()
export class LoginAnswers {
  constructor(private readonly sessions: MemberSessions) {}

  success(member: Member, instance: Instance): LoginAnswer {
    return { state: 'SUCCESS', sessionToken: this.sessions.open({ member, instance }), identity: identityOf(member) };
  }

  requireEmailVerification(member: Member, instance: Instance): LoginAnswer {
    return { state: 'REQUIRE_EMAIL_VERIFICATION', stateToken: this.sessions.await({ member, instance }) };
  }

  requireOwnerApproval(member: Member): LoginAnswer {
    return { state: 'REQUIRE_OWNER_APPROVAL', identity: identityOf(member) };
  }
}

function identityOf(member: Member): Readonly<Record<string, unknown>> {
  const { firstName, lastName } = member.contact;
  return {
    id: member.id,
    revision: '1',
    createdDate: member.createdDate,
    updatedDate: member.updatedDate,
    identityProfile: { firstName, lastName, nickname: member.profile.nickname, emails: [member.loginEmail] },
    email: { address: member.loginEmail, isVerified: member.loginEmailVerified },
    status: { name: member.status === 'APPROVED' ? 'ACTIVE' : 'PENDING', reasons: [] },
  };
}
