import { z } from 'zod';
import { parseInstanceId } from '../identifiers/guid';
import type { SealingKey } from './sealing-key';

const entry = z.object({
  value: z.unknown(),
  /** Milliseconds since 1970. Redis drops it then too, but only this can't be changed in Redis. */
  until: z.number(),
  /** Microseconds since 1970 by Redis's clock, before the work for the value began. */
  moment: z.number(),
  /** Absent where forgetting an instance changes nothing. */
  instanceId: z.string().transform(parseInstanceId).optional(),
});

/** One entry as it lies in Redis, sealed. */
export type SealedEntry = z.output<typeof entry>;

export function sealEntry(key: SealingKey, name: string, content: SealedEntry): Buffer {
  return key.seal(name, JSON.stringify(content));
}

/** `undefined` when nothing is there, or nothing that this app wrote under this name. */
export function openEntry(key: SealingKey, name: string, sealed: Buffer | null): SealedEntry | undefined {
  const text = sealed === null ? undefined : key.open(name, sealed);
  return text === undefined ? undefined : entry.safeParse(JSON.parse(text)).data;
}
