import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Authenticated, Elevated } from '../../auth/access.decorators';
import type { AppIdentity } from '../../auth/app-identity';
import type { InstanceContext } from '../../auth/instance-context';
import { CurrentAppIdentity, CurrentInstance } from '../../auth/request-context';
import { WixApi } from '../../elevation/wix-api';
import { WixForwarder } from '../../forwarding/wix.forwarder';
import { Answers } from '../../http/answers.decorator';
import { Problems } from '../../http/problems.decorator';
import { CALLER_CALL_PROBLEMS } from '../../http/route-problems';
import { WithoutAmbientSdk } from '../../sdk/without-ambient-sdk.decorator';
import { ListMembersDto } from './members.dto';
import { currentMemberSchema, membersSchema } from './members.schema';

const LIST_MEMBERS = 'GET /members/v1/members';

@ApiTags('Members')
@Controller('v1/members')
export class MembersController {
  constructor(
    private readonly wix: WixApi,
    private readonly forwarder: WixForwarder,
  ) {}

  /** The members of the site, for the people who run it. */
  @Get()
  @WithoutAmbientSdk()
  @Elevated({ allow: ['USER'], calls: [LIST_MEMBERS] })
  @ApiOperation({ summary: 'List the members of the site', description: 'One page of the members, as Wix answers it.' })
  @Answers(membersSchema)
  listMembers(
    @CurrentAppIdentity() app: AppIdentity,
    @Query() page: ListMembersDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = { 'paging.limit': page.limit, 'paging.offset': page.offset };
    return this.forwarder.forward(reply, this.wix.app(app), { call: LIST_MEMBERS, query });
  }

  /** The member who is calling; Wix judges it by the member's own rights. */
  @Get('me')
  @WithoutAmbientSdk()
  @Authenticated({ allow: ['MEMBER'] })
  @ApiOperation({ summary: 'The member who is logged in', description: 'Get My Member, as Wix answers it.' })
  @Answers(currentMemberSchema)
  @Problems(...CALLER_CALL_PROBLEMS)
  getCurrentMember(@CurrentInstance() instance: InstanceContext, @Res() reply: FastifyReply): Promise<void> {
    return this.forwarder.forward(reply, this.wix.caller(instance), { call: 'GET /members/v1/members/my' });
  }
}
