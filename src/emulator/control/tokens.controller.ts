import { randomUUID } from 'node:crypto';
import { Body, Controller, Post } from '@nestjs/common';
import { z } from 'zod';
import { EmulatorConfig } from '../config/emulator.config';
import { guid, parseInput } from '../http/parse-input';
import { EmulatorClock } from '../settings/emulator.clock';
import { guidFrom } from '../sites/guid';
import type { Instance } from '../sites/instance';
import { memberFrom } from '../sites/member';
import { MemberStore } from '../sites/member.store';
import { SUBJECT_TYPES, type SubjectType } from '../tokens/access-token';
import { TokenIssuer } from '../tokens/token.issuer';
import { KnownInstances } from './known-instances';

const MAX_LIFETIME_SECONDS = 10 * 365 * 86_400;
const order = z.strictObject({
  instanceId: guid,
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: guid.optional(),
  ttlSeconds: z.number().int().min(-MAX_LIFETIME_SECONDS).max(MAX_LIFETIME_SECONDS).optional(),
  clientId: guid.optional(),
  active: z.boolean().optional(),
});

interface MintedTokens {
  readonly accessToken: string;
  /** Of custom authentication, for POST /oauth/access. */
  readonly refreshToken: string;
}

/** Mints the tokens that Wix gives to a front-end. */
@Controller('_emulator/tokens')
export class TokensController {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly clock: EmulatorClock,
    private readonly known: KnownInstances,
    private readonly members: MemberStore,
    private readonly issuer: TokenIssuer,
  ) {}

  /**
   * 201. `ttlSeconds` may be negative for an expired token, `active: false` mints a revoked one, another `clientId`
   * another app's. Without `subjectId`: a new visitor, the site's first member, its owner, or the app.
   */
  @Post()
  mint(@Body() body: unknown): MintedTokens {
    const { subjectType, ttlSeconds, active, ...rest } = parseInput(order, body);
    const instance = this.known.get(rest.instanceId);
    const clientId = rest.clientId ?? this.config.appId;
    const id = rest.subjectId ?? this.#usualSubject(subjectType, instance, clientId);
    if (subjectType === 'MEMBER') this.#ensureMember(instance, id);
    const grant = { subject: { type: subjectType, id }, clientId, instance };
    const access = this.issuer.access(grant, {
      lifetimeSeconds: ttlSeconds,
      revoked: active === false,
      bound: subjectType !== 'APP',
    });
    return { accessToken: access.value, refreshToken: this.issuer.refresh(grant).value };
  }

  #usualSubject(type: SubjectType, { site }: Instance, clientId: string): string {
    switch (type) {
      case 'VISITOR':
        return randomUUID();
      case 'MEMBER':
        return this.members.list(site.siteId)[0]?.id ?? guidFrom(site.siteId);
      case 'USER':
        return site.ownerId;
      case 'APP':
        return clientId;
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
