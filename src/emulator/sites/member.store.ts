import { Injectable } from '@nestjs/common';
import { WELL_KNOWN_MEMBER_PASSWORD } from '../well-known';
import type { Member } from './member';
import { sampleMembers } from './sample-members';

/** Members of each site and their passwords. */
@Injectable()
export class MemberStore {
  readonly #sites = new Map<string, Member[]>();
  readonly #passwords = new Map<string, string>();

  list(siteId: string): readonly Member[] {
    return this.#of(siteId);
  }

  find(siteId: string, memberId: string): Member | undefined {
    return this.#of(siteId).find(({ id }) => id === memberId.toLowerCase());
  }

  findByEmail(siteId: string, email: string): Member | undefined {
    return this.#of(siteId).find(({ loginEmail }) => loginEmail === email.toLowerCase());
  }

  add(siteId: string, member: Member, password?: string): Member {
    this.#of(siteId).push(member);
    if (password !== undefined) this.#passwords.set(member.id, password);
    return member;
  }

  /** Puts `member` in the place of the one with its id. */
  replace(siteId: string, member: Member): void {
    const members = this.#of(siteId);
    members[members.findIndex(({ id }) => id === member.id)] = member;
  }

  setPassword(memberId: string, password: string): void {
    this.#passwords.set(memberId, password);
  }

  hasPassword(memberId: string, password: string): boolean {
    return (this.#passwords.get(memberId) ?? WELL_KNOWN_MEMBER_PASSWORD) === password;
  }

  #of(siteId: string): Member[] {
    let members = this.#sites.get(siteId);
    if (members === undefined) {
      members = sampleMembers(siteId);
      this.#sites.set(siteId, members);
    }
    return members;
  }
}
