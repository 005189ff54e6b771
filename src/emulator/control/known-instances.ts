import { Injectable, NotFoundException } from '@nestjs/common';
import { guid, parseInput } from '../http/parse-input';
import type { Instance } from '../sites/instance';
import { InstanceStore } from '../sites/instance.store';

/** Looks instances up for control calls. */
@Injectable()
export class KnownInstances {
  constructor(private readonly instances: InstanceStore) {}

  /** Removed ones too. @throws {BadRequestException} when it is no GUID. @throws {NotFoundException} */
  get(instanceId: unknown): Instance {
    const instance = this.instances.find(parseInput(guid, instanceId));
    if (instance === undefined) throw new NotFoundException('there is no such instance');
    return instance;
  }

  /** @throws {BadRequestException} when it is no GUID. @throws {NotFoundException} also when it was removed. */
  installed(instanceId: unknown): Instance {
    const instance = this.get(instanceId);
    if (!instance.installed) throw new NotFoundException('the app is not installed on this instance');
    return instance;
  }
}
