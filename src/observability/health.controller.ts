import { Controller, Get, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/access.decorators';
import { HealthRegistry } from './health.registry';

/** All that is said in public of the process's health. */
interface Health {
  readonly status: 'ok' | 'unavailable';
}

const answer = (description: string, status: Health['status']): object => ({
  description,
  schema: { type: 'object', properties: { status: { type: 'string', enum: [status] } }, required: ['status'] },
});

/** For load balancers and supervisors; details are on the ops listener only. */
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthRegistry) {}

  /** Whether the process runs; restart it when this fails. */
  @Get('live')
  @RouteConfig({ ambientSdk: false })
  @Public()
  @ApiOkResponse(answer('The process runs.', 'ok'))
  getLiveness(): Health {
    return { status: 'ok' };
  }

  /** Whether to send requests here: not while draining, nor while a required component fails. */
  @Get('ready')
  @RouteConfig({ ambientSdk: false })
  @Public()
  @ApiOkResponse(answer('Requests are welcome.', 'ok'))
  @ApiServiceUnavailableResponse(answer('Draining, or a required component fails.', 'unavailable'))
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    if (await this.health.isReady()) return { status: 'ok' };
    void reply.code(503);
    return { status: 'unavailable' };
  }
}
