import { Body, Controller, Post } from '@nestjs/common';
import { z } from 'zod';
import { EmulatorConfig } from '../config/emulator.config';
import { guid, parseInput } from '../http/parse-input';
import { EmulatorClock } from '../settings/emulator.clock';
import { SettingsStore } from '../settings/settings.store';
import { INSTANCE_LIFETIME_MS, signInstance } from '../tokens/signed-instance';
import { KnownInstances } from './known-instances';
import { undocumentedClaims } from './undocumented-claims';

const order = z.strictObject({
  instanceId: guid,
  uid: guid.optional(),
  aid: guid.optional(),
  permissions: z.string().max(100).optional(),
  siteMemberId: guid.optional(),
  signDate: z.iso.datetime({ offset: true }).optional(),
});

/** Signs the `instance` query parameter that Wix gives to iframes and external pages. */
@Controller('_emulator/instance-param')
export class InstanceParameterController {
  constructor(
    private readonly config: EmulatorConfig,
    private readonly settings: SettingsStore,
    private readonly clock: EmulatorClock,
    private readonly known: KnownInstances,
  ) {}

  /** 201. Signed with the app secret; dashboards carry `uid` and `permissions: "OWNER"`, anonymous viewers an `aid`. */
  @Post()
  sign(@Body() body: unknown): { readonly instance: string } {
    const { uid, aid, permissions, siteMemberId, signDate, instanceId } = parseInput(order, body);
    const instance = this.known.get(instanceId);
    const { site, vendorProductId, originInstanceId } = instance;
    const signedAt = signDate === undefined ? this.clock.now() : Date.parse(signDate);
    const claims = {
      instanceId,
      appDefId: this.config.appId,
      signDate: new Date(signedAt).toISOString(),
      ...(uid !== undefined && { uid }),
      ...(aid !== undefined && { aid }),
      permissions: permissions ?? '',
      demoMode: false,
      siteOwnerId: site.ownerId,
      ...(siteMemberId !== undefined && { siteMemberId }),
      ...(vendorProductId !== undefined && { vendorProductId }),
      ...(originInstanceId !== undefined && { originInstanceId, copiedFromTemplate: false }),
      expirationDate: new Date(signedAt + INSTANCE_LIFETIME_MS).toISOString(),
      ...(uid !== undefined && { loginAccountId: uid }),
      ...undocumentedClaims(this.settings.values.instanceParameterFields, instance),
    };
    return { instance: signInstance(claims, this.config.appSecrets[0]) };
  }
}
