import { appInstances } from '@wix/app-management';
import { auth, httpClient } from '@wix/essentials';
import { wixContext } from '@wix/sdk-context';
import { isGetTokenInfo, tokenInfoOf } from '../../../src/sdk/token-info';
import { APP_ID } from '../../support/app-config';
import { activeToken, INSTANCE_ID, SITE_ID } from '../../support/verdicts';

describe('isGetTokenInfo', () => {
  /** What the package hands to the ambient client: its own function, before the SDK wraps it. */
  function descriptorOf(call: () => unknown): object {
    const use = jest.fn<() => void, [object]>(() => () => undefined);
    Object.assign(wixContext, { client: { use } });
    void call();
    Object.assign(wixContext, { client: undefined });
    return use.mock.calls[0]?.[0] ?? {};
  }

  it('knows auth.getTokenInfo, by its source', () => {
    expect(isGetTokenInfo(descriptorOf(() => auth.getTokenInfo()))).toBe(true);
  });

  it('knows no other', () => {
    expect(isGetTokenInfo(descriptorOf(() => httpClient.fetchWithAuth('https://www.wixapis.com')))).toBe(false);
    expect(isGetTokenInfo(descriptorOf(() => appInstances.getAppInstance()))).toBe(false);
  });
});

describe('tokenInfoOf', () => {
  const instance = {
    appId: APP_ID,
    instanceId: INSTANCE_ID,
    siteId: SITE_ID,
    identity: { type: 'MEMBER', id: 'member-1' },
    expiresAt: 1_800_000_000_500,
  } as const;

  it('has dates in seconds and what only the verdict knows', () => {
    const verdict = activeToken(1_700_000_000_500, { vendorProductId: 'premium' });
    expect(tokenInfoOf(instance, verdict)).toEqual({
      active: true,
      subjectType: 'MEMBER',
      subjectId: 'member-1',
      clientId: APP_ID,
      instanceId: INSTANCE_ID,
      siteId: SITE_ID,
      vendorProductId: 'premium',
      iat: 1_700_000_000,
      exp: 1_800_000_000,
    });
  });

  it('leaves out what nobody knows', () => {
    const unknown = { ...instance, siteId: undefined, expiresAt: Number.POSITIVE_INFINITY };
    expect(Object.keys(tokenInfoOf(unknown, { active: false })).sort()).toEqual(
      ['active', 'clientId', 'instanceId', 'subjectId', 'subjectType'].sort(),
    );
  });
});
