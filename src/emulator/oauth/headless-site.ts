import { Injectable } from '@nestjs/common';
import type { Instance } from '../sites/instance';
import { InstanceStore } from '../sites/instance.store';

/** The site behind the headless OAuth app: the first one that has the app installed. */
@Injectable()
export class HeadlessSite {
  constructor(private readonly instances: InstanceStore) {}

  /** Installs the app on a new site when it is installed nowhere: an OAuth app always belongs to a site. */
  instance(): Instance {
    return this.instances.list().find(({ installed }) => installed) ?? this.instances.install({});
  }
}
