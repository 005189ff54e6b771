/** The identities that a route can let in, as Token Info spells them. */
export type IdentityType = 'VISITOR' | 'MEMBER' | 'USER' | 'APP';

/** Who is calling. `UNKNOWN` is a word of Wix's too: no route can allow it. */
export interface Identity {
  readonly type: IdentityType | 'UNKNOWN';
  readonly id: string;
}
