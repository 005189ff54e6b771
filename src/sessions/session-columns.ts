import { customType } from 'drizzle-orm/pg-core';
import type { SessionHash } from './session';

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** The hash as its 32 bytes. */
export const sessionHash = customType<{ data: SessionHash; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (hash) => Buffer.from(hash, 'base64url'),
  // What is in the column was written by the line above.
  fromDriver: (stored) => stored.toString('base64url') as SessionHash,
});
