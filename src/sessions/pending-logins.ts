import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { and, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { Clock } from '../config/clock';
import { SystemDatabase } from '../database/system.database';
import { SessionKeys } from './session-keys';
import { sessionLoginsTable as table } from './session-logins.table';
import type { SessionHash } from './session';

const LIFETIME_MS = 10 * 60_000;
const SEALED_AS = 'session-login';

/** What waits: a browser that comes back from Wix, or the code of a mail. */
type Awaited = 'callback' | 'verification';

/** A login under way. */
export interface PendingLogin {
  /** What nobody but the server may know: the PKCE verifier of a callback, Wix's `stateToken` of a verification. */
  readonly secret: string;
  readonly returnUrl: string;
}

const content = z.object({ secret: z.string(), returnUrl: z.string() });

/**
 * Logins under way, as many at once as a browser likes. Each is known by a `state`, of which the database has the hash
 * alone, belongs to the session that began it, lasts ten minutes and is used once.
 */
@Injectable()
export class PendingLogins {
  constructor(
    private readonly database: SystemDatabase,
    private readonly clock: Clock,
    private readonly keys: SessionKeys,
  ) {}

  /** Begins one. @returns its `state`: 256 random bits in base64url. */
  async begin(awaited: Awaited, session: SessionHash, login: PendingLogin): Promise<string> {
    const state = randomBytes(32).toString('base64url');
    await this.putBack(awaited, session, state, { ...login, expiresAt: new Date(this.clock.now() + LIFETIME_MS) });
    return state;
  }

  /** Takes a login out, so that nobody can take it again. `undefined` when this session has none by that state, or no more. */
  async take(
    awaited: Awaited,
    session: SessionHash,
    state: string,
  ): Promise<(PendingLogin & { readonly expiresAt: Date }) | undefined> {
    const stateHash = hashOf(awaited, state);
    const isLive = gt(table.expiresAt, new Date(this.clock.now()));
    const [row] = await this.database.run((tx) =>
      tx
        .delete(table)
        .where(and(eq(table.stateHash, stateHash), eq(table.sessionHash, session), isLive))
        .returning({ sealed: table.sealed, expiresAt: table.expiresAt }),
    );
    if (row === undefined) return undefined;
    const text = this.keys.open(SEALED_AS, nameOf(stateHash), row.sealed);
    return text === undefined ? undefined : { ...content.parse(JSON.parse(text)), expiresAt: row.expiresAt };
  }

  /** Lets a login that was taken be taken once more: a code may be mistyped. */
  async putBack(
    awaited: Awaited,
    session: SessionHash,
    state: string,
    { secret, returnUrl, expiresAt }: PendingLogin & { readonly expiresAt: Date },
  ): Promise<void> {
    const stateHash = hashOf(awaited, state);
    const sealed = this.keys.seal(SEALED_AS, nameOf(stateHash), JSON.stringify({ secret, returnUrl }));
    await this.database.run((tx) => tx.insert(table).values({ stateHash, sessionHash: session, sealed, expiresAt }));
  }

  /** The browser has got another session: its other logins go on there. */
  async move(from: SessionHash, to: SessionHash): Promise<void> {
    await this.database.run((tx) => tx.update(table).set({ sessionHash: to }).where(eq(table.sessionHash, from)));
  }
}

function hashOf(awaited: Awaited, state: string): Buffer {
  return createHash('sha256').update(`${awaited}\n${state}`).digest();
}

function nameOf(stateHash: Buffer): string {
  return stateHash.toString('base64url');
}
