import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { parseAccessToken } from '../wix/access-token';
import type { KeptTokens, SessionHash } from './session';
import { SessionKeys } from './session-keys';

const KIND = 'session-tokens';

const tokens = z.object({
  accessToken: z.unknown().transform(parseAccessToken),
  expiresAt: z.number(),
  refreshToken: z.string(),
  role: z.enum(['visitor', 'member']),
  issuedAt: z.number(),
});

/** Tokens as they lie in the database: unreadable there, and worth nothing in another session's row. */
@Injectable()
export class SessionSeal {
  constructor(private readonly keys: SessionKeys) {}

  seal(hash: SessionHash, { accessToken, expiresAt, refreshToken, role, issuedAt }: KeptTokens): Buffer {
    return this.keys.seal(KIND, hash, JSON.stringify({ accessToken, expiresAt, refreshToken, role, issuedAt }));
  }

  /** `undefined` where there are none, or none that can be opened. */
  open(hash: SessionHash, sealed: Buffer | null): KeptTokens | undefined {
    const text = sealed === null ? undefined : this.keys.open(KIND, hash, sealed);
    const read = text === undefined ? undefined : tokens.safeParse(JSON.parse(text)).data;
    return read?.accessToken === undefined ? undefined : { ...read, accessToken: read.accessToken };
  }
}
