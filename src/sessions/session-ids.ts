import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock';
import type { SessionHash } from './session';
import { SessionKeys } from './session-keys';

/** 256 random bits, seconds since 1970 in base 36, and the server's code of both. */
const SHAPE = /^(([\w-]{43})\.([0-9a-z]{1,9}))\.([\w-]{43})$/;
const KIND = 'session-id';

/** The value of a session cookie, as it was read. */
export interface SessionId {
  readonly hash: SessionHash;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Whether this server made it. After the app secret has gone it cannot tell any more; the database still can. */
  readonly isGenuine: boolean;
}

/**
 * The ids of sessions. An id carries when it was made and a code that proves it, so that a browser can be given one
 * before anything is stored, and nobody else can make up such an id.
 */
@Injectable()
export class SessionIds {
  constructor(
    private readonly keys: SessionKeys,
    private readonly clock: Clock,
  ) {}

  /** A new id: the value for the cookie, and how it will be read. */
  create(): SessionId & { readonly value: string } {
    const seconds = Math.floor(this.clock.now() / 1000);
    const id = `${randomBytes(32).toString('base64url')}.${seconds.toString(36)}`;
    const value = `${id}.${this.keys.code(KIND, id)}`;
    return { value, hash: hashOf(value), createdAt: seconds * 1000, isGenuine: true };
  }

  /** `undefined` for what is no id by its shape. */
  read(value: string): SessionId | undefined {
    const [, id, , seconds, code] = SHAPE.exec(value) ?? [];
    if (id === undefined || seconds === undefined || code === undefined) return undefined;
    const isGenuine = this.keys.isCode(KIND, id, code);
    return { hash: hashOf(value), createdAt: parseInt(seconds, 36) * 1000, isGenuine };
  }
}

function hashOf(value: string): SessionHash {
  // The only place where a string becomes a SessionHash.
  return createHash('sha256').update(value).digest('base64url') as SessionHash;
}
