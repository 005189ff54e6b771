import { WixError } from '../http/wix.error';
import type { Member } from '../sites/member';

export type Fieldset = 'PUBLIC' | 'EXTENDED' | 'FULL';

/** The widest of the fieldsets that were asked for; PUBLIC when none was. 400 for an unknown one. */
export function widestFieldset(input: unknown): Fieldset {
  const wanted: readonly unknown[] = input === undefined ? [] : Array.isArray(input) ? input : [input];
  const unknown = wanted.find((name) => name !== 'PUBLIC' && name !== 'EXTENDED' && name !== 'FULL');
  if (unknown !== undefined) throw WixError.validation('fieldsets', 'has an unknown value');
  if (wanted.includes('FULL')) return 'FULL';
  return wanted.includes('EXTENDED') ? 'EXTENDED' : 'PUBLIC';
}

/** The part of a member that a fieldset shows. */
export function showMember(member: Member, fieldset: Fieldset): Readonly<Record<string, unknown>> {
  if (fieldset === 'FULL') return { ...member };
  const { id, contactId, createdDate, updatedDate, profile } = member;
  const shown = { id, contactId, createdDate, updatedDate, profile };
  if (fieldset === 'PUBLIC')
    return { ...shown, status: 'UNKNOWN', privacyStatus: 'UNKNOWN', activityStatus: 'UNKNOWN' };
  const { loginEmail, status, privacyStatus, activityStatus } = member;
  return { ...shown, loginEmail, status, privacyStatus, activityStatus };
}
