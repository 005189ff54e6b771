import { readSharedVerdict } from '../../../src/auth/shared-verdict';
import { activeToken } from '../../support/verdicts';

const verdict = activeToken(1000);
const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('readSharedVerdict', () => {
  it.each([
    ['a yes', verdict],
    ['a yes without a site', { ...verdict, siteId: undefined, instanceId: undefined, issuedAt: undefined }],
    ['a refusal', { active: false }],
  ])('gives %s as it was', (_, given) => {
    expect(readSharedVerdict(throughJson({ verdict: given, askedAt: 5 }))).toEqual({ verdict: given, askedAt: 5 });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'active'],
    ['no time', { verdict }],
    ['no verdict', { askedAt: 5 }],
    ['a verdict without its end', { askedAt: 5, verdict: { ...verdict, expiresAt: undefined } }],
    ['a verdict for no app', { askedAt: 5, verdict: { ...verdict, clientId: 'mine' } }],
    ['a word that Wix does not use', { askedAt: 5, verdict: { ...verdict, subjectType: 'ADMIN' } }],
    ['neither yes nor no', { askedAt: 5, verdict: { ...verdict, active: 'true' } }],
  ])('takes %s for none', (_, value) => {
    expect(readSharedVerdict(value)).toBeUndefined();
  });
});
