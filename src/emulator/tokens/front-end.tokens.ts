import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { EmulatorConfig } from '../config/emulator.config';
import { EmulatorClock } from '../settings/emulator.clock';
import { guidFrom } from '../sites/guid';
import type { Instance } from '../sites/instance';
import { memberFrom } from '../sites/member';
import { MemberStore } from '../sites/member.store';
import type { SubjectType } from './access-token';
import { AppSubject } from './app-subject';
import { TokenIssuer } from './token.issuer';

interface FrontEndOrder {
  readonly subjectId?: string | undefined;
  /** Negative for a token that has expired already. */
  readonly ttlSeconds?: number | undefined;
  readonly clientId?: string | undefined;
  readonly active?: boolean | undefined;
}

interface MintedTokens {
  readonly accessToken: string;
  /** Of custom authentication, for POST /oauth/access. */
  readonly refreshToken: string;
}

/** The tokens that Wix gives to a front-end. */
@Injectable()
export class FrontEndTokens {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly clock: EmulatorClock,
    private readonly members: MemberStore,
    private readonly issuer: TokenIssuer,
    private readonly appSubject: AppSubject,
  ) {}

  /** Without `subjectId`: a new visitor, the site's first member, its owner, or the app. */
  mint(instance: Instance, subjectType: SubjectType, order: FrontEndOrder = {}): MintedTokens {
    const clientId = order.clientId ?? this.config.appId;
    const id = order.subjectId ?? this.#usualSubject(subjectType, instance, clientId);
    if (subjectType === 'MEMBER') this.#ensureMember(instance, id);
    const grant = { subject: { type: subjectType, id }, clientId, instance };
    const access = this.issuer.access(grant, {
      lifetimeSeconds: order.ttlSeconds,
      revoked: order.active === false,
      bound: subjectType !== 'APP',
    });
    return { accessToken: access.value, refreshToken: this.issuer.refresh(grant).value };
  }

  #usualSubject(type: SubjectType, instance: Instance, clientId: string): string {
    const { site } = instance;
    switch (type) {
      case 'VISITOR':
        return randomUUID();
      case 'MEMBER':
        return this.members.list(site.siteId)[0]?.id ?? guidFrom(site.siteId);
      case 'USER':
        return site.ownerId;
      case 'APP':
        return this.appSubject.of(clientId, instance).id;
    }
  }

  /** A member's token implies a member: members/my must find them. */
  #ensureMember({ site }: Instance, id: string): void {
    if (this.members.find(site.siteId, id) !== undefined) return;
    const email = `member-${id.slice(0, 8)}@${site.siteId.slice(0, 8)}.example`;
    const createdDate = new Date(this.clock.now()).toISOString();
    this.members.add(
      site.siteId,
      memberFrom({ id, email, firstName: 'Member', lastName: id.slice(0, 8), createdDate }),
    );
  }
}
