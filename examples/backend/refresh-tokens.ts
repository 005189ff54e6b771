import type { RefreshTokenStore } from '../../src/elevation/refresh-token.store';
import { parseInstanceId } from '../../src/identifiers/guid';

export interface KeptToken {
  readonly instanceId: string;
  readonly refreshToken: string;
}

/** Hands over what was kept under custom authentication: the app tokens of these instances are then got from it. */
export async function importRefreshTokens(store: RefreshTokenStore, kept: Iterable<KeptToken>): Promise<void> {
  for (const { instanceId, refreshToken } of kept) {
    const id = parseInstanceId(instanceId);
    if (id !== undefined) await store.keep(id, refreshToken);
  }
}
