import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readQuery, type QueryParameters } from '../http/packed-query';
import { WixError } from '../http/wix.error';
import { MemberStore } from '../sites/member.store';
import { ApiAuthorization } from './api-authorization';
import { showMember, widestFieldset } from './member-fieldset';
import { readPaging } from './paging';

const DEFAULT_LIMIT = 50;

/** Site members. Listing takes the app's or a Wix user's identity. */
@Controller('members/v1/members')
export class MembersController {
  constructor(
    private readonly authorization: ApiAuthorization,
    private readonly members: MemberStore,
  ) {}

  /** `paging.limit` (1–100, 50), `paging.offset`, `fieldsets`. */
  @Get()
  list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: QueryParameters,
  ): Readonly<Record<string, unknown>> {
    const { instance } = this.authorization.require(request, reply, ['APP', 'USER']);
    const parameters = readQuery(query);
    const { limit, offset } = readPaging(parameters.paging, DEFAULT_LIMIT);
    const fieldset = widestFieldset(parameters.fieldsets);
    const all = this.members.list(instance.site.siteId);
    const page = all.slice(offset, offset + limit);
    return {
      members: page.map((member) => showMember(member, fieldset)),
      metadata: { count: page.length, offset, total: all.length, tooManyToCount: false },
    };
  }

  /** The calling member. */
  @Get('my')
  my(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: QueryParameters,
  ): Readonly<Record<string, unknown>> {
    const { instance, subject } = this.authorization.require(request, reply, ['MEMBER']);
    const member = this.members.find(instance.site.siteId, subject.id);
    if (member === undefined) throw WixError.application(404, 'MEMBER_NOT_FOUND', 'Member not found');
    return { member: showMember(member, widestFieldset(readQuery(query).fieldsets)) };
  }
}
