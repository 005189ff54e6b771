import { Controller, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignedByWix } from '../auth/access.decorators';
import { CurrentServicePluginCall } from '../auth/request-context';
import type { SignedServicePluginCall } from '../auth/signed-request';
import { describeError } from '../errors/error.description';
import { toApplicationError } from './application-error';
import { ServicePluginReader } from './service-plugin.reader';
import { ServicePluginRouter } from './service-plugin.router';

const BASE_PATH = 'service-plugins';
/** A cart of hundreds of items with their options. */
const BODY_BYTES = 1024 * 1024;

/** Wix calls the app's service plugins here. No client does, so the OpenAPI document is silent about it. */
@ApiExcludeController()
@Controller(BASE_PATH)
export class ServicePluginsController {
  constructor(
    private readonly reader: ServicePluginReader,
    private readonly router: ServicePluginRouter,
  ) {}

  /**
   * 200 with the handler's JSON; what the handler throws is answered in Wix's form. What precedes the handler is a
   * problem: 403 `invalid_signature` or `app_not_installed`, 404 for a service plugin or a method that is not here.
   */
  @Post('*')
  @SignedByWix('service-plugin')
  @RouteConfig({ rawBody: true, bodyLimit: BODY_BYTES })
  async call(
    @CurrentServicePluginCall() signed: SignedServicePluginCall,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const call = this.reader.read(signed);
    const [path = ''] = request.url.split('?', 1);
    const handler = this.router.handlerOf(call.metadata.appExtensionType, path.slice(BASE_PATH.length + 1));
    try {
      await reply.code(200).send((await handler(call, signed)) ?? {});
    } catch (error) {
      const { status, body, expected } = toApplicationError(error);
      if (!expected) request.log.error({ error: describeError(error) }, 'service plugin failed');
      await reply.code(status).send(body);
    }
  }
}
