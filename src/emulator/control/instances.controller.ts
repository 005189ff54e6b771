import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { guid, parseInput } from '../http/parse-input';
import { MemberStore } from '../sites/member.store';
import { InstanceStore } from '../sites/instance.store';
import type { Instance } from '../sites/instance';
import { AppLifecycle } from '../webhooks/app.lifecycle';
import { KnownInstances } from './known-instances';

const installation = z
  .strictObject({
    siteId: guid.optional(),
    instanceId: guid.optional(),
    originInstanceId: guid.optional(),
    vendorProductId: z.string().min(1).max(100).optional(),
  })
  .default({});
const listing = z.object({ include: z.literal('removed').optional() });

/** Installs the app on sites and removes it. */
@Controller('_emulator/instances')
export class InstancesController {
  constructor(
    private readonly instances: InstanceStore,
    private readonly known: KnownInstances,
    private readonly members: MemberStore,
    private readonly lifecycle: AppLifecycle,
  ) {}

  /** Where the app is installed; `include=removed` adds where it was. */
  @Get()
  list(@Query() query: unknown): readonly Readonly<Record<string, unknown>>[] {
    const { include } = parseInput(listing, query);
    return this.instances
      .list()
      .filter(({ installed }) => installed || include === 'removed')
      .map((instance) => this.#describe(instance));
  }

  /** 201. A removed `instanceId` or `siteId` is installed again under its old id; 409 when it is installed already. */
  @Post()
  install(@Body() body: unknown): Readonly<Record<string, unknown>> {
    const instance = this.instances.install(parseInput(installation, body));
    this.lifecycle.installed(instance);
    return this.#describe(instance);
  }

  /** 204; 404 when it is not installed. */
  @Delete(':instanceId')
  @HttpCode(204)
  remove(@Param('instanceId') instanceId: string): void {
    const instance = this.known.installed(instanceId);
    this.instances.uninstall(instance);
    this.lifecycle.removed(instance);
  }

  #describe(instance: Instance): Readonly<Record<string, unknown>> {
    const { instanceId, site, originInstanceId, vendorProductId, installed } = instance;
    return {
      instanceId,
      siteId: site.siteId,
      ...(originInstanceId !== undefined && { originInstanceId }),
      ...(vendorProductId !== undefined && { vendorProductId }),
      installed,
      siteDisplayName: site.displayName,
      url: site.url,
      ownerId: site.ownerId,
      members: this.members.list(site.siteId).map(({ id, loginEmail, profile }) => ({
        id,
        loginEmail,
        nickname: profile.nickname,
      })),
    };
  }
}
