import { z } from 'zod';
import { parseInstanceId } from '../identifiers/guid';

/** One entry of the shared tier. Whatever else is found in its place, another release's entry too, counts as nothing. */
export const redisEntry = z.object({
  value: z.unknown(),
  /** Milliseconds since 1970. Redis drops it then too, but only this can't be changed in Redis. */
  until: z.number(),
  /** Microseconds since 1970 by Redis's clock, before the work for the value began. */
  moment: z.number(),
  /** Absent where forgetting an instance changes nothing. */
  instanceId: z.string().transform(parseInstanceId).optional(),
});

export type RedisEntry = z.output<typeof redisEntry>;
