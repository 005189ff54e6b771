import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Elevated } from '../../auth/access.decorators';
import type { AppIdentity } from '../../auth/app-identity';
import { CurrentAppIdentity } from '../../auth/request-context';
import { WixApi } from '../../elevation/wix-api';
import { allowedAnswer } from '../../forwarding/answer';
import { WixForwarder } from '../../forwarding/wix.forwarder';
import { Answers } from '../../http/answers.decorator';
import { WithoutAmbientSdk } from '../../sdk/without-ambient-sdk.decorator';
import { fullInstanceSchema, publicInstanceSchema } from './instance.schema';

const GET_APP_INSTANCE = 'GET /apps/v1/instance';
const publicAnswer = allowedAnswer(publicInstanceSchema);

@ApiTags('App instance')
@Controller('v1/instance')
export class InstanceController {
  constructor(
    private readonly wix: WixApi,
    private readonly forwarder: WixForwarder,
  ) {}

  /** The part of Get App Instance that any visitor of the site may see. */
  @Get()
  @WithoutAmbientSdk()
  @Elevated({ allow: ['VISITOR', 'MEMBER', 'USER'], calls: [GET_APP_INSTANCE] })
  @ApiOperation({
    summary: 'The app and its site',
    description: 'The public part of Get App Instance: never the owner, the billing or the permissions.',
  })
  @Answers(publicInstanceSchema)
  getInstance(@CurrentAppIdentity() app: AppIdentity, @Res() reply: FastifyReply): Promise<void> {
    return this.forwarder.forward(reply, this.wix.app(app), { call: GET_APP_INSTANCE }, publicAnswer);
  }

  /** All of Get App Instance, for the people who run the site. */
  @Get('details')
  @WithoutAmbientSdk()
  @Elevated({ allow: ['USER'], calls: [GET_APP_INSTANCE] })
  @ApiOperation({
    summary: 'The app and its site, with owner, billing and permissions',
    description: 'All of Get App Instance, as Wix answers it.',
  })
  @Answers(fullInstanceSchema)
  getInstanceDetails(@CurrentAppIdentity() app: AppIdentity, @Res() reply: FastifyReply): Promise<void> {
    return this.forwarder.forward(reply, this.wix.app(app), { call: GET_APP_INSTANCE });
  }
}
