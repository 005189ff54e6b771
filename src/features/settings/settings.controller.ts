import { Body, Controller, Get, Headers, Put, Res } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Authenticated } from '../../auth/access.decorators';
import type { InstanceContext } from '../../auth/instance-context';
import { CurrentInstance } from '../../auth/request-context';
import { Answers } from '../../http/answers.decorator';
import { EntityTags } from './entity-tags';
import { SaveSettingsDto } from './settings.dto';
import { settingsSchema } from './settings.schema';
import { type RevisedSettings, SettingsService } from './settings.service';

@ApiTags('Settings')
@Controller('v1/settings')
export class SettingsController {
  constructor(private readonly service: SettingsService) {}

  /** This instance's settings, or the defaults; 304 when the caller has them already (RFC 9110 §13.1.2). */
  @Get()
  @Authenticated()
  @ApiOperation({ summary: 'The settings of the widget', description: 'What was saved last, or the defaults.' })
  @ApiHeader({ name: 'If-None-Match', required: false, schema: { type: 'string' } })
  @Answers(settingsSchema)
  @RouteSchema({ response: { 200: settingsSchema } })
  async readSettings(
    @CurrentInstance() instance: InstanceContext,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const current = await this.service.read(instance);
    if (ifNoneMatch !== undefined && EntityTags.parse(ifNoneMatch).matchesWeakly(current.revision)) {
      await withEntityTag(reply, current).status(304).send();
    } else {
      await withEntityTag(reply, current).send(current.settings);
    }
  }

  /** Replaces the settings; with `If-Match`, only the revision that it names (RFC 9110 §13.1.1). */
  @Put()
  @Authenticated({ allow: ['USER'] })
  @ApiOperation({ summary: 'Save the settings of the widget', description: 'Replaces all of them.' })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    schema: { type: 'string' },
    description: 'The ETag that was read. Without it, whatever was saved in between is replaced.',
  })
  @Answers(settingsSchema)
  @RouteSchema({ response: { 200: settingsSchema } })
  async saveSettings(
    @CurrentInstance() instance: InstanceContext,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() settings: SaveSettingsDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const revisions = ifMatch === undefined ? '*' : EntityTags.parse(ifMatch).strong;
    const saved = await this.service.save(instance, settings, revisions);
    await withEntityTag(reply, saved).send(saved.settings);
  }
}

function withEntityTag(reply: FastifyReply, { revision }: RevisedSettings): FastifyReply {
  return reply.header('ETag', `"${revision}"`);
}
