import { AccessTokenAuthenticator } from '../../../src/auth/access-token.authenticator';
import { CallerTokens } from '../../../src/auth/caller-tokens';
import { VerdictReader } from '../../../src/auth/verdict.reader';
import { parseAppId } from '../../../src/identifiers/guid';
import type { TokenInfo } from '../../../src/wix/token-info';
import type { TokenInfoClient } from '../../../src/wix/token-info.client';
import { APP_ID, given as present, testConfig } from '../../support/app-config';
import { ManualClock } from '../../support/manual.clock';
import { tokenVault } from '../../support/token-vaults';
import { activeToken, INSTANCE_ID, SITE_ID } from '../../support/verdicts';

const OTHER_APP = present(parseAppId('99999999-9999-4999-8999-999999999999'));
const beforeAsking = jest.fn<true | Promise<true>, []>();
const CACHED = { fresh: false, stale: 'refused' as const, beforeAsking };
const FRESH = { fresh: true, stale: 'refused' as const, beforeAsking };

function given(answer: (token: string, now: number) => TokenInfo) {
  const clock = new ManualClock();
  const ask = jest.fn((token: string) => Promise.resolve(answer(token, clock.now())));
  const config = testConfig();
  const callerTokens = new CallerTokens();
  // The client's own tests cover the wire; here it is the edge.
  const client = { ask } as unknown as TokenInfoClient;
  const reader = new VerdictReader(config, clock, client, tokenVault(clock, { config }));
  return { clock, ask, callerTokens, authenticator: new AccessTokenAuthenticator(reader, callerTokens) };
}

beforeEach(() => beforeAsking.mockReset().mockReturnValue(true));

describe('an access token', () => {
  it('becomes the context of the request', async () => {
    const { authenticator, clock } = given((_, now) => activeToken(now));
    expect(await authenticator.authenticate('token', CACHED)).toEqual({
      appId: APP_ID,
      instanceId: INSTANCE_ID,
      siteId: SITE_ID,
      identity: { type: 'VISITOR', id: 'visitor-1' },
      expiresAt: clock.now() + 14_400_000,
    });
  });

  it('gives a frozen context that shows no token however it is printed', async () => {
    const { authenticator, callerTokens } = given((_, now) => activeToken(now));
    const context = await authenticator.authenticate('OauthNG.JWS.secret', CACHED);
    expect(Object.isFrozen(context) && Object.isFrozen(context.identity)).toBe(true);
    expect(JSON.stringify(context)).not.toContain('secret');
    expect(callerTokens.of(context)).toBe('OauthNG.JWS.secret');
  });

  it('is answered without a promise and without asking when it is known', async () => {
    const { authenticator, ask } = given((_, now) => activeToken(now));
    const first = await authenticator.authenticate('token', CACHED);
    expect(authenticator.authenticate('token', CACHED)).toBe(first);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(beforeAsking).toHaveBeenCalledTimes(1);
  });

  it.each<[string, (now: number) => TokenInfo]>([
    ['inactive', () => ({ active: false })],
    ['past its end', (now) => activeToken(now, { expiresAt: now })],
    ["another app's", (now) => activeToken(now, { clientId: OTHER_APP })],
    ['without an instance', (now) => activeToken(now, { instanceId: undefined })],
  ])('is refused, in the same words, when it is %s', async (_, verdict) => {
    const { authenticator } = given((__, now) => verdict(now));
    const authenticate = async () => authenticator.authenticate('token', CACHED);
    const refusal = {
      code: 'invalid_token',
      message: expect.stringContaining('expired, revoked, or not for this app'),
    };
    await expect(authenticate()).rejects.toMatchObject(refusal);
    await expect(authenticate()).rejects.toMatchObject(refusal);
  });

  it('is refused once its end has come, although its verdict is still kept', async () => {
    const end = new ManualClock().now() + 1000;
    const { authenticator, clock } = given((_, now) => activeToken(now, { expiresAt: end }));
    await authenticator.authenticate('token', CACHED);
    clock.advance(1000);
    await expect(Promise.resolve().then(() => authenticator.authenticate('token', CACHED))).rejects.toMatchObject({
      code: 'invalid_token',
    });
  });

  it('is asked about every time on a fresh route, so that a revocation counts at once', async () => {
    let revoked = false;
    const { authenticator } = given((_, now) => (revoked ? { active: false } : activeToken(now)));
    await authenticator.authenticate('token', FRESH);
    revoked = true;
    await expect(Promise.resolve(authenticator.authenticate('token', FRESH))).rejects.toMatchObject({
      code: 'invalid_token',
    });
  });

  it('is not asked about when the address has used up its minute', async () => {
    const { authenticator, ask } = given((_, now) => activeToken(now));
    beforeAsking.mockImplementation(() => {
      throw new Error('limited');
    });
    expect(() => authenticator.authenticate('token', CACHED)).toThrow('limited');
    beforeAsking.mockRejectedValue(new Error('limited later'));
    await expect(authenticator.authenticate('token', CACHED)).rejects.toThrow('limited later');
    expect(ask).not.toHaveBeenCalled();
  });

  it('that was known is asked about again, though its address has used up its minute', async () => {
    const { authenticator, clock, ask } = given((_, now) => activeToken(now));
    await authenticator.authenticate('token', CACHED);
    beforeAsking.mockImplementation(() => {
      throw new Error('limited');
    });
    clock.advance(60_000);
    expect((await authenticator.authenticate('token', CACHED)).instanceId).toBe(INSTANCE_ID);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
