import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Instance } from '../sites/instance';
import type { Member } from '../sites/member';

export interface MemberSession {
  readonly member: Member;
  readonly instance: Instance;
}

/** Session tokens of custom login, and state tokens of a login that waits for a verified e-mail address. */
@Injectable()
export class MemberSessions {
  readonly #sessions = new Map<string, MemberSession>();
  readonly #pending = new Map<string, MemberSession>();

  open(session: MemberSession): string {
    const token = randomBytes(32).toString('base64url');
    this.#sessions.set(token, session);
    return token;
  }

  find(sessionToken: string): MemberSession | undefined {
    return this.#sessions.get(sessionToken);
  }

  await(session: MemberSession): string {
    const token = randomBytes(32).toString('base64url');
    this.#pending.set(token, session);
    return token;
  }

  findPending(stateToken: string): MemberSession | undefined {
    return this.#pending.get(stateToken);
  }

  settle(stateToken: string): void {
    this.#pending.delete(stateToken);
  }
}
