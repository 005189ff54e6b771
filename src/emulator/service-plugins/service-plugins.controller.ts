import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { z } from 'zod';
import { KnownInstances } from '../control/known-instances';
import { guid, parseInput } from '../http/parse-input';
import { ServicePluginCaller, type ServicePluginAnswer } from './service-plugin.caller';

const order = z.strictObject({
  instanceId: guid,
  type: z.string().min(1).max(100),
  path: z.string().startsWith('/').max(500),
  request: z.unknown(),
});

/** Calls the app's service plugins at `WIX_EMULATOR_SERVICE_PLUGIN_URL`. */
@Controller('_emulator/service-plugins')
export class ServicePluginsController {
  constructor(
    private readonly known: KnownInstances,
    private readonly caller: ServicePluginCaller,
  ) {}

  /** 200 with the plugin's own status and body; 502 when it cannot be reached, 504 when it takes too long. */
  @Post()
  @HttpCode(200)
  async call(@Body() body: unknown): Promise<ServicePluginAnswer> {
    const { instanceId, type, path, request } = parseInput(order, body);
    return this.caller.call({ instance: this.known.installed(instanceId), type, path, request: request ?? {} });
  }
}
