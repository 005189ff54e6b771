import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { InstallationGate } from '../auth/installation-gate';
import type { SignedServicePluginCall } from '../auth/signed-request';
import { readWixIdentity } from '../auth/wix-identity';
import { AppConfig } from '../config/app-config';
import { CodedError } from '../errors/coded.error';
import { parseInstanceId } from '../identifiers/guid';
import type { ServicePluginCall } from './service-plugin.call';

const shape = z.object({
  request: z.record(z.string(), z.unknown()),
  metadata: z.object({
    requestId: z.string().optional(),
    instanceId: z.string(),
    appExtensionType: z.string(),
    currency: z.string().optional(),
    // Documented as a text and shown as a list.
    languages: z
      .union([z.array(z.string()), z.string().transform((language) => [language])])
      .optional()
      .transform((languages) => languages ?? []),
    identity: z.unknown().optional(),
  }),
});

/** Makes of the verified claims what a handler gets. */
@Injectable()
export class ServicePluginReader {
  constructor(
    private readonly config: AppConfig,
    private readonly installations: InstallationGate,
  ) {}

  /**
   * @throws CodedError `validation_failed` (400) when Wix signed something that is no call, `app_not_installed` (403) when
   *   the app was removed from the site since
   */
  read({ data, issuedAt, expiresAt }: SignedServicePluginCall): ServicePluginCall {
    const read = shape.safeParse(data);
    const instanceId = parseInstanceId(read.data?.metadata.instanceId);
    if (!read.success || instanceId === undefined) {
      throw new CodedError('validation_failed', 'The JWT is signed, but what it holds is no service plugin call.');
    }
    if (!this.installations.admitsSigned(instanceId, issuedAt)) {
      throw new CodedError('app_not_installed', 'The app was removed from this site after Wix had signed the call.');
    }
    const { requestId, appExtensionType, currency, languages, identity } = read.data.metadata;
    return {
      request: read.data.request,
      metadata: { requestId, appExtensionType, currency, languages },
      instance: Object.freeze({
        appId: this.config.app.id,
        instanceId,
        siteId: undefined,
        identity: Object.freeze(readWixIdentity(identity)),
        expiresAt,
      }),
    };
  }
}
