import { expectProblem } from '../../support/problem';
import { cookieOf, SAME_ORIGIN, SessionGateway } from '../../support/session-gateway';

let gateway: SessionGateway;
beforeAll(async () => {
  gateway = await SessionGateway.start({ verdicts: { ttlMs: 0, negativeTtlMs: 10_000, staleMs: 0 } });
}, 60_000);
afterAll(() => gateway.close());
beforeEach(() => gateway.fixture.forgetCalls());
afterEach(async () => {
  await gateway.fixture.emulator.http.delete('/_emulator/faults').expect(204);
  await gateway.fixture.emulator.set({ clockOffsetSeconds: 0 });
});

const refusal = { path: '/oauth2/token', status: 400, body: { error: 'invalid_grant' } };

it('a member is told who they are, and calls Wix as themselves', async () => {
  const cookie = await gateway.login();
  expect((await gateway.get('/api/auth/session', cookie)).json).toMatchObject({
    loggedIn: true,
    identity: { type: 'MEMBER', id: gateway.site.memberId },
  });
  const me = await gateway.get('/v1/members/me', cookie);
  expect(me.json).toMatchObject({ member: { id: gateway.site.memberId } });
  // The token never was in a browser: there is nothing to trade it for.
  expect(await gateway.asked('/oauth2/token')).toBe(0);
});

it('a member whose token Wix refuses in the middle of a call gets another one, and the answer', async () => {
  const cookie = await gateway.login();
  await gateway.fixture.emulator.fault({ path: '/members/v1/members/my', status: 401, body: {}, times: 1 });
  expect((await gateway.get('/v1/members/me', cookie)).json).toMatchObject({ member: { id: gateway.site.memberId } });
  expect(await gateway.asked('/oauth2/token')).toBe(1);
});

it('a member stays the same over ten lives of a token', async () => {
  const cookie = await gateway.login();
  for (let life = 1; life <= 10; life++) {
    await gateway.fixture.emulator.set({ clockOffsetSeconds: life * 14_401 });
    expect((await gateway.get('/v1/members/me', cookie)).json).toMatchObject({ member: { id: gateway.site.memberId } });
  }
});

it('a member whom Wix does not let go on is told so until they log in, and never becomes a visitor', async () => {
  const cookie = await gateway.login();
  await gateway.fixture.emulator.set({ clockOffsetSeconds: 14_401 });
  await gateway.fixture.emulator.fault({ ...refusal, times: 1 });
  for (const path of ['/v1/members/me', '/v1/identity', '/api/auth/session', '/v1/identity']) {
    const answer = await gateway.get(path, cookie, SAME_ORIGIN);
    expect({ path, status: answer.status, code: (answer.json as { code: string }).code }).toEqual({
      path,
      status: 401,
      code: 'session_expired',
    });
    expect((answer.json as { detail: string }).detail).toContain('/api/auth/login');
    expect(answer.headers['set-cookie']).toBeUndefined();
  }
  expect(await gateway.asked('/oauth2/token')).toBe(1);
  await gateway.fixture.emulator.set({ clockOffsetSeconds: 0 });
  expect((await gateway.get('/v1/members/me', await gateway.login(cookie))).status).toBe(200);
});

it("a member's session whose token speaks for a visitor is over", async () => {
  const { instanceId } = gateway.site;
  const order = { instanceId, subjectType: 'VISITOR', clientId: '22f79a6e-0e3b-4c0a-9d2c-5a1e6b0f4a02' };
  const { body } = await gateway.fixture.emulator.http.post('/_emulator/tokens').send(order).expect(201);
  const cookie = cookieOf(await gateway.send('POST', '/probe/login', {}, { ...(body as object), ttlSeconds: 14_400 }));
  expectProblem(await gateway.get('/v1/identity', cookie), 401, 'session_expired');
});

it('Wix being down costs no member their session', async () => {
  const cookie = await gateway.login();
  await gateway.fixture.emulator.set({ clockOffsetSeconds: 14_401 });
  const page = { body: '<html>blocked</html>' };
  for (const fault of [{ status: 503 }, { status: 403, body: {} }, { status: 400, ...page }, { reset: true }]) {
    await gateway.fixture.emulator.fault({ path: '/oauth2/token', ...fault });
    expectProblem(await gateway.get('/v1/identity', cookie), 503, 'token_info_unavailable');
    await gateway.fixture.emulator.http.delete('/_emulator/faults').expect(204);
  }
  expect((await gateway.get('/v1/members/me', cookie)).status).toBe(200);
});

it('an id is worth nothing after a login or a logout, be it stolen or of another tab', async () => {
  const visitor = await gateway.newBrowser();
  await gateway.get('/v1/identity', visitor);
  const member = await gateway.login(visitor);
  const after = cookieOf(await gateway.send('POST', '/probe/logout', { cookie: member }, {}));
  expect(new Set([visitor, member, after]).size).toBe(3);
  for (const cookie of [visitor, member]) {
    // Even from this origin, and where a session begins: a new cookie would take the place of the right one.
    for (const path of ['/v1/identity', '/api/auth/session']) {
      const answer = await gateway.get(path, cookie, SAME_ORIGIN);
      expectProblem(answer, 401, 'invalid_token');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  }
  expect((await gateway.get('/api/auth/session', after)).json).toMatchObject({ loggedIn: false });
});
