import { Injectable } from '@nestjs/common';
import type { InstanceId } from '../identifiers/guid';

/**
 * Refresh tokens of instances that were installed under Wix's custom (legacy) authentication. An instance that has one
 * gets its app token from it; every other gets it by client credentials.
 */
export abstract class RefreshTokenStore {
  abstract find(instanceId: InstanceId): Promise<string | undefined>;
  /** Wix hands a new refresh token out with every access token; the newest counts. */
  abstract keep(instanceId: InstanceId, refreshToken: string): Promise<void>;
}

/** Remembers refresh tokens while the process lives. */
@Injectable()
export class MemoryRefreshTokenStore extends RefreshTokenStore {
  readonly #tokens = new Map<InstanceId, string>();

  override find(instanceId: InstanceId): Promise<string | undefined> {
    return Promise.resolve(this.#tokens.get(instanceId));
  }

  override keep(instanceId: InstanceId, refreshToken: string): Promise<void> {
    this.#tokens.set(instanceId, refreshToken);
    return Promise.resolve();
  }
}
