import { randomUUID } from 'node:crypto';
import { ConflictException, Injectable } from '@nestjs/common';
import { EmulatorClock } from '../settings/emulator.clock';
import type { Instance } from './instance';
import { siteFrom } from './site';

export interface Installation {
  readonly instanceId?: string | undefined;
  readonly siteId?: string | undefined;
  readonly originInstanceId?: string | undefined;
  readonly vendorProductId?: string | undefined;
}

/** Every instance there ever was: uninstalling keeps the id, as Wix does. */
@Injectable()
export class InstanceStore {
  readonly #instances = new Map<string, Instance>();

  constructor(private readonly clock: EmulatorClock) {}

  list(): readonly Instance[] {
    return [...this.#instances.values()];
  }

  find(instanceId: string): Instance | undefined {
    return this.#instances.get(instanceId);
  }

  /**
   * Installs the app, or installs it again on a site that had removed it: the instance id survives.
   * @throws {ConflictException} when it is installed there already, or the instance belongs to another site.
   */
  install(request: Installation): Instance {
    const known = this.#known(request);
    if (known !== undefined) return this.#reinstall(known, request);
    const instance: Instance = {
      instanceId: request.instanceId ?? randomUUID(),
      site: siteFrom(request.siteId ?? randomUUID()),
      originInstanceId: request.originInstanceId,
      vendorProductId: request.vendorProductId,
      createdAt: new Date(this.clock.now()).toISOString(),
      installed: true,
      generation: 1,
    };
    this.#instances.set(instance.instanceId, instance);
    return instance;
  }

  /** Makes every token of the instance inactive. */
  uninstall(instance: Instance): void {
    instance.installed = false;
    instance.generation += 1;
  }

  #known({ instanceId, siteId }: Installation): Instance | undefined {
    if (instanceId !== undefined && this.#instances.has(instanceId)) return this.#instances.get(instanceId);
    return siteId === undefined ? undefined : this.list().find(({ site }) => site.siteId === siteId);
  }

  #reinstall(instance: Instance, { instanceId, siteId }: Installation): Instance {
    if (siteId !== undefined && siteId !== instance.site.siteId)
      throw new ConflictException('this instanceId belongs to another site');
    if (instanceId !== undefined && instanceId !== instance.instanceId)
      throw new ConflictException('this site has another instanceId already');
    if (instance.installed) throw new ConflictException('the app is installed on this site already');
    instance.installed = true;
    instance.generation += 1;
    return instance;
  }
}
