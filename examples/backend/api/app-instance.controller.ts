import { Controller, Get, Post } from '@nestjs/common';
import { Authenticated, Elevated } from '../../../src/auth/access.decorators';
import { WebRequest } from '../../../src/http/web-request.decorator';
import { GET, POST } from './app-instance';

/** Puts the endpoint on a route. Who may call it, and what it may ask of Wix as the app, is all that is added. */
@Controller('api/app-instance')
export class AppInstanceEndpoint {
  @Get()
  @Elevated({ allow: ['VISITOR', 'MEMBER', 'USER'], calls: ['GET /apps/v1/instance'] })
  get(@WebRequest() request: Request): Promise<Response> {
    return GET(request);
  }

  @Post()
  @Authenticated()
  post(@WebRequest() request: Request): Promise<Response> {
    return POST(request);
  }
}
