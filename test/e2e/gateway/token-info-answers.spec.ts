import { EmulatedWix } from '../../support/emulated-wix';
import { Gateway } from '../../support/gateway';
import { tokenInfo } from '../../support/played-wix';
import { expectProblem } from '../../support/problem';

// A busy machine needs longer than Jest's five seconds.
jest.setTimeout(30_000);

let wix: EmulatedWix;
let gateway: Gateway;

beforeAll(async () => {
  wix = await EmulatedWix.start();
  gateway = await Gateway.start(wix.url);
});
afterEach(() => wix.clearFaults());
afterAll(async () => {
  await gateway.close();
  await wix.close();
});

const now = Math.floor(Date.now() / 1000);
const good = tokenInfo('USER');

describe('an answer of Token Info', () => {
  it.each([
    ['active as a number', { active: 1 }],
    ['active as a word', { active: 'yes' }],
    ['active as a list', { active: [true] }],
    ['no exp', { exp: undefined }],
    ['exp as text', { exp: 'tomorrow' }],
    ['exp below zero', { exp: '-1' }],
    ['exp in milliseconds', { exp: String((now + 600) * 1000) }],
    ['exp as a list', { exp: [now + 600] }],
    ['no subject', { subjectId: undefined }],
  ])('is an outage: %s', async (name, changes) => {
    await wix.fault({ path: '/oauth2/token-info', body: { ...good, ...changes } });
    expectProblem(
      await gateway.get('/v1/identity', `nonsense-${name.replaceAll(' ', '-')}`),
      503,
      'token_info_unavailable',
    );
  });

  it.each([
    ['inactive', { active: false }],
    ['"false"', { active: 'false' }],
    ['no active', { active: undefined }],
    ['active null', { active: null }],
    ['another app', { clientId: '99999999-9999-4999-8999-999999999999' }],
    ['no app', { clientId: undefined }],
    ['an app in a list', { clientId: [good.clientId] }],
    ['an end that has passed', { exp: String(now - 1) }],
    ['no instance', { instanceId: undefined }],
    ['an instance that is no GUID', { instanceId: `${String(good.instanceId)}0` }],
    ['an instance in a list', { instanceId: [good.instanceId] }],
  ])('never lets anyone in: %s', async (name, changes) => {
    await wix.fault({ path: '/oauth2/token-info', body: { ...good, ...changes } });
    await wix.forgetCalls();
    const answer = await gateway.get('/v1/members', `refused-${name.replaceAll(' ', '-')}`);
    expect([401, 503]).toContain(answer.status);
    expect(await wix.calls()).toEqual(['POST /oauth2/token-info']);
  });

  it.each([
    ['UNKNOWN', { subjectType: 'UNKNOWN' }],
    ['a type that Wix does not have', { subjectType: 'ADMIN' }],
    ['a type in a list', { subjectType: ['USER'] }],
    ['a type in lower case', { subjectType: 'user' }],
    ['no type', { subjectType: undefined }],
    ['APP', { subjectType: 'APP' }],
  ])('is an identity that no route lets in: %s', async (name, changes) => {
    await wix.fault({ path: '/oauth2/token-info', body: { ...good, ...changes } });
    const authorization = `stranger-${name.replaceAll(' ', '-')}`;
    for (const path of ['/v1/identity', '/v1/instance', '/v1/members', '/v1/members/me']) {
      expectProblem(await gateway.get(path, authorization), 403, 'identity_not_allowed');
    }
  });
});
