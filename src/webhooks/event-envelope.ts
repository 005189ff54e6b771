import { z } from 'zod';
import { isNestedDeeperThan } from '../http/json-nesting';

/** No event of Wix comes near it. */
const DEEPEST = 500;

/** Text that PostgreSQL gives back as it got it: without NUL and half characters. */
export const storableText = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\0\p{Surrogate}]*$/u);

const shape = z.object({
  eventType: storableText(300),
  instanceId: z.string().nullish(),
  data: z.string(),
  identity: z.string().nullish(),
  accountInfo: z.object({ siteId: z.string().nullish() }).nullish().catch(undefined),
});

/** The two layers of JSON text inside a webhook's JWT. */
export interface EventEnvelope {
  readonly eventType: string;
  readonly instanceId: string | undefined;
  readonly siteId: string | undefined;
  readonly data: unknown;
  readonly identity: unknown;
}

/** What can be said of an envelope that could not be read to its end. */
export interface BrokenEnvelope {
  readonly fault: string;
  readonly eventType: string | undefined;
  readonly instanceId: string | undefined;
}

export function readEnvelope(text: string): EventEnvelope | BrokenEnvelope {
  const envelope = shape.safeParse(parse(text)).data;
  if (envelope === undefined)
    return { fault: 'The envelope is malformed.', eventType: undefined, instanceId: undefined };
  const { eventType, accountInfo } = envelope;
  const instanceId = envelope.instanceId ?? undefined;
  const data = parse(envelope.data);
  if (data === undefined) return { fault: 'The data of the event is no JSON.', eventType, instanceId };
  const identity = envelope.identity ? parse(envelope.identity) : null;
  if (identity === undefined) return { fault: 'The identity of the event is no JSON.', eventType, instanceId };
  return { eventType, instanceId, siteId: accountInfo?.siteId ?? undefined, data, identity };
}

/** `undefined` is no JSON value, so it stands for text that is none, or nests deeper than anything recursive could follow. */
function parse(text: string): unknown {
  if (isNestedDeeperThan(DEEPEST, Buffer.from(text))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
