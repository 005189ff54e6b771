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
    expect(readSharedVerdict(throughJson({ verdict: given }))).toEqual(given);
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'active'],
    ['no verdict', {}],
    ['a verdict without its end', { verdict: { ...verdict, expiresAt: undefined } }],
    ['a verdict for no app', { verdict: { ...verdict, clientId: 'mine' } }],
    ['a word that Wix does not use', { verdict: { ...verdict, subjectType: 'ADMIN' } }],
    ['neither yes nor no', { verdict: { ...verdict, active: 'true' } }],
  ])('takes %s for none', (_, value) => {
    expect(readSharedVerdict(value)).toBeUndefined();
  });
});
