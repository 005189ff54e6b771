import { parseInstanceId, parseSiteId } from '../../src/identifiers/guid';
import type { ActiveToken } from '../../src/wix/token-info';
import { parseAccessToken } from '../../src/wix/access-token';
import { APP_ID, given } from './app-config';

export const INSTANCE_ID = given(parseInstanceId('22222222-2222-4222-8222-222222222222'));
export const OTHER_INSTANCE_ID = given(parseInstanceId('33333333-3333-4333-8333-333333333333'));
export const SITE_ID = given(parseSiteId('44444444-4444-4444-8444-444444444444'));

/** What Token Info says of a good visitor token that ends in four hours. */
export function activeToken(now: number, overrides: Partial<ActiveToken> = {}): ActiveToken {
  return {
    active: true,
    subjectType: 'VISITOR',
    subjectId: 'visitor-1',
    clientId: APP_ID,
    instanceId: INSTANCE_ID,
    siteId: SITE_ID,
    vendorProductId: undefined,
    issuedAt: now,
    expiresAt: now + 14_400_000,
    ...overrides,
  };
}

export const accessToken = (value: string) => given(parseAccessToken(value));
