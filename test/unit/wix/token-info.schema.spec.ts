import type { TokenInfo } from '../../../src/wix/token-info';
import { readTokenInfo } from '../../../src/wix/token-info.schema';
import { APP_ID, INSTANCE_ID } from './test-app';

const ACTIVE = {
  active: true,
  subjectType: 'VISITOR',
  subjectId: 'a8098c1a-f86e-11da-bd1a-00112444be1e',
  exp: '1715096067',
  iat: '1715081667',
  clientId: APP_ID,
  siteId: '65c5e710-5e64-4b54-a807-237a554d28a7',
  instanceId: INSTANCE_ID,
  vendorProductId: 'premium',
};

/** As it would come off the wire: JSON has no `undefined`, so a key is there or it is not. */
const read = (json: unknown): TokenInfo | undefined =>
  readTokenInfo(json === undefined ? undefined : JSON.parse(JSON.stringify(json)));

describe('readTokenInfo', () => {
  it('reads every field', () => {
    expect(read(ACTIVE)).toEqual({
      active: true,
      subjectType: 'VISITOR',
      subjectId: 'a8098c1a-f86e-11da-bd1a-00112444be1e',
      clientId: APP_ID,
      instanceId: INSTANCE_ID,
      siteId: '65c5e710-5e64-4b54-a807-237a554d28a7',
      vendorProductId: 'premium',
      issuedAt: 1715081667000,
      expiresAt: 1715096067000,
    });
  });

  it.each(['VISITOR', 'MEMBER', 'USER', 'APP', 'UNKNOWN'])('knows the subject type %s', (subjectType) => {
    expect(read({ ...ACTIVE, subjectType })).toMatchObject({ subjectType });
  });

  it.each(['visitor', 'OWNER', '', null, undefined, 1, {}])('calls the subject type %j UNKNOWN', (subjectType) => {
    expect(read({ ...ACTIVE, subjectType })).toMatchObject({ active: true, subjectType: 'UNKNOWN' });
  });

  it('reads times as numbers, and a missing or null iat as none', () => {
    expect(read({ ...ACTIVE, exp: 1715096067, iat: 1715081667 })).toEqual(read(ACTIVE));
    expect(read({ ...ACTIVE, iat: undefined })).toMatchObject({ active: true, issuedAt: undefined });
    expect(read({ ...ACTIVE, iat: null })).toMatchObject({ active: true, issuedAt: undefined });
  });

  it('passes on a past exp: the caller owns the clock', () => {
    expect(read({ ...ACTIVE, exp: 1 })).toMatchObject({ active: true, expiresAt: 1000 });
  });

  it.each([
    ['active as text', { active: 'true' }],
    ['ids in upper case', { clientId: APP_ID.toUpperCase(), instanceId: INSTANCE_ID.toUpperCase() }],
    ['fields that are new', { accountId: null, anything: { deep: [] } }],
  ])('tolerates %s', (_, fields) => {
    expect(read({ ...ACTIVE, ...fields })).toEqual(read(ACTIVE));
  });

  it.each([undefined, null, '', 'no-guid', 42])('reads the instanceId %j as none', (instanceId) => {
    expect(read({ ...ACTIVE, instanceId })).toMatchObject({ active: true, instanceId: undefined });
  });

  it.each([undefined, null, '', 7])('reads the siteId and vendorProductId %j as none', (odd) => {
    const info = read({ ...ACTIVE, siteId: odd, vendorProductId: odd });
    expect(info).toMatchObject({ active: true, siteId: undefined, vendorProductId: undefined });
  });

  it('allows a subject without an id only when its type is unknown', () => {
    expect(read({ ...ACTIVE, subjectType: 'NEW', subjectId: undefined })).toMatchObject({ subjectId: '' });
    expect(read({ ...ACTIVE, subjectId: undefined })).toBeUndefined();
    expect(read({ ...ACTIVE, subjectId: '' })).toBeUndefined();
    expect(read({ ...ACTIVE, subjectId: 5 })).toBeUndefined();
  });

  it.each([
    ['active false', { ...ACTIVE, active: false }],
    ['active "false"', { ...ACTIVE, active: 'false' }],
    ['nothing but active false', { active: false }],
    ['no active: the protocol omits false', { ...ACTIVE, active: undefined }],
    ['an empty object', {}],
    ['no clientId', { ...ACTIVE, clientId: undefined }],
    ['a clientId that is no GUID', { ...ACTIVE, clientId: 'wix' }],
    ['a clientId in a list', { ...ACTIVE, clientId: [APP_ID] }],
    ['neither clientId nor exp', { active: true }],
  ])('reads %s as a refusal', (_, json) => {
    expect(read(json)).toEqual({ active: false });
  });

  it.each(['True', 'TRUE', ' true', 'yes', '1', 1, 0, '', null, [], [true], {}])(
    'calls active %j nonsense',
    (active) => {
      expect(read({ ...ACTIVE, active })).toBeUndefined();
    },
  );

  it.each([
    undefined,
    null,
    '',
    'never',
    '0',
    0,
    -1,
    '-1',
    1.5,
    '1.5',
    '1e9',
    ' 1715096067',
    '0x5',
    NaN,
    Infinity,
    1715096067000,
    '1715096067000',
    true,
    ['1715096067'],
    {},
  ])('calls exp %j nonsense', (exp) => {
    expect(read({ ...ACTIVE, exp })).toBeUndefined();
  });

  it.each(['', 'yesterday', 0, -1, 1.5, 1715096067000, true, []])('calls iat %j nonsense', (iat) => {
    expect(read({ ...ACTIVE, iat })).toBeUndefined();
  });

  it.each([undefined, null, 'active', 1, true, [], [ACTIVE]])('calls %j nonsense', (json) => {
    expect(read(json)).toBeUndefined();
  });

  it('takes nothing from a prototype that the text names', () => {
    expect(readTokenInfo(JSON.parse(`{"__proto__":${JSON.stringify(ACTIVE)}}`))).toEqual({ active: false });
  });
});
