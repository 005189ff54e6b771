import type { Site } from './site';

/** The installation of the app on one site. */
export interface Instance {
  readonly instanceId: string;
  readonly site: Site;
  /** The instance of the site that this one was duplicated from. */
  readonly originInstanceId: string | undefined;
  /** The paid plan; `undefined` when the app is free here. */
  readonly vendorProductId: string | undefined;
  readonly createdAt: string;
  installed: boolean;
  /** Counts installs and uninstalls: a token of an earlier installation stays dead after a reinstall. */
  generation: number;
}
