/** A site member, with every field of the FULL fieldset. */
export interface Member {
  readonly id: string;
  readonly loginEmail: string;
  readonly loginEmailVerified: boolean;
  readonly status: 'PENDING' | 'APPROVED';
  readonly contactId: string;
  readonly contact: {
    readonly firstName: string;
    readonly lastName: string;
    readonly emails: readonly string[];
    readonly phones: readonly string[];
    readonly addresses: readonly unknown[];
    readonly customFields: Readonly<Record<string, unknown>>;
  };
  readonly profile: { readonly nickname: string; readonly slug: string; readonly title: string };
  readonly privacyStatus: 'PUBLIC' | 'PRIVATE';
  readonly activityStatus: 'ACTIVE' | 'MUTED';
  /** ISO 8601. */
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly lastLoginDate: string;
}

export interface MemberDetails {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly nickname?: string | undefined;
  readonly status?: Member['status'];
  readonly verified?: boolean;
  /** ISO 8601. */
  readonly createdDate: string;
}

export function memberFrom(details: MemberDetails): Member {
  const nickname = details.nickname ?? `${details.firstName} ${details.lastName}`.trim();
  return {
    id: details.id,
    loginEmail: details.email,
    loginEmailVerified: details.verified ?? true,
    status: details.status ?? 'APPROVED',
    // Wix gives a member's contact the member's id.
    contactId: details.id,
    contact: {
      firstName: details.firstName,
      lastName: details.lastName,
      emails: [details.email],
      phones: [],
      addresses: [],
      customFields: {},
    },
    profile: { nickname, slug: nickname.toLowerCase().replace(/[^a-z0-9]+/g, '-'), title: '' },
    privacyStatus: 'PUBLIC',
    activityStatus: 'ACTIVE',
    createdDate: details.createdDate,
    updatedDate: details.createdDate,
    lastLoginDate: details.createdDate,
  };
}
