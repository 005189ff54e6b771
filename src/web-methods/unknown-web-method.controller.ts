import { Controller, Post, Req, UseFilters } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../auth/access.decorators';
import { readArguments } from './arguments';
import { MalformedCallError, UnknownWebMethodError } from './web-method.error';
import { WebMethodFilter } from './web-method.filter';

/** `<file>/<function>.ajax`, as Wix's own runtime reads it. */
const CALL = /^\/_webMethods\/[^?]+\.[^?]+\/[^?/]+\.ajax(\?|$)/;

/** Calls of web methods that do not exist. */
@ApiExcludeController()
@UseFilters(WebMethodFilter)
@Controller('_webMethods')
export class UnknownWebMethodController {
  @Post('*')
  @Public()
  @RouteConfig({ rawBody: true, ambientSdk: false })
  answerUnknown(@Req() request: FastifyRequest): never {
    if (!CALL.test(request.url) || !Array.isArray(readArguments(request.body))) throw new MalformedCallError();
    throw new UnknownWebMethodError();
  }
}
