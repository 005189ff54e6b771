import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WixError } from '../http/wix.error';
import { ApiAuthorization } from './api-authorization';
import { appInstanceAnswer } from './app-instance';

/** The app's own instance. App identity only. */
@Controller('apps/v1')
export class AppInstanceController {
  constructor(private readonly authorization: ApiAuthorization) {}

  @Get('instance')
  get(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Readonly<Record<string, unknown>> {
    return appInstanceAnswer(this.authorization.require(request, reply, ['APP']).instance);
  }

  /** Takes `{eventName}`, for instance `APP_FINISHED_CONFIGURATION`, and forgets it. */
  @Post('bi-event')
  @HttpCode(200)
  biEvent(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Readonly<Record<string, never>> {
    this.authorization.require(request, reply, ['APP']);
    const eventName = typeof body === 'object' && body !== null && 'eventName' in body ? body.eventName : undefined;
    if (typeof eventName !== 'string' || eventName === '') throw WixError.validation('eventName', 'must not be empty');
    return {};
  }
}
