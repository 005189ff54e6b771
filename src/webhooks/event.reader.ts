import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { SignedWebhook } from '../auth/signed-request';
import { readWixIdentity } from '../auth/wix-identity';
import { AppConfig } from '../config/app-config';
import { type AppId, type InstanceId, parseInstanceId, parseSiteId } from '../identifiers/guid';
import { readEnvelope, storableText } from './event-envelope';
import type { ReceivedEvent } from './received-event';
import type { WixEvent } from './webhook-event';

/** What every PostgreSQL holds, as it writes years of four digits. */
const isStorable = (time: number): boolean => time >= 0 && time < Date.UTC(10_000, 0);
const date = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .refine(isStorable)
  .optional()
  .catch(undefined);
/** The fields of a payload that say which event it is, and when it was. */
const payload = z
  .object({
    id: storableText(200).optional().catch(undefined),
    eventTime: date,
    /** The plan events' word for it. */
    operationTimeStamp: date,
  })
  .catch({ id: undefined, eventTime: undefined, operationTimeStamp: undefined });

/** What is stored of an event, as far as a handler needs it. */
export interface StoredEvent {
  readonly eventId: string;
  readonly appId: AppId;
  readonly instanceId: InstanceId | null;
  readonly envelope: string;
  readonly eventTime: Date;
}

/** Reads what Wix signed: first for the inbox, later for the handlers. */
@Injectable()
export class EventReader {
  constructor(private readonly config: AppConfig) {}

  /** Never throws: what is malformed is received too, and says so. */
  receive({ data: envelope, issuedAt }: SignedWebhook): ReceivedEvent {
    const read = readEnvelope(envelope);
    const instanceId = parseInstanceId(read.instanceId);
    const { id, eventTime, operationTimeStamp } = payload.parse('data' in read ? read.data : undefined);
    const eventType = read.eventType ?? '';
    const facts = ['data' in read ? JSON.stringify(read.data) : envelope, eventType, read.instanceId ?? ''];
    return {
      appId: this.config.app.id,
      eventId: id ?? hash([...facts, String(issuedAt)]),
      eventType,
      instanceId,
      envelope: storable(envelope),
      envelopeHash: hash(facts),
      eventTime: eventTime ?? operationTimeStamp ?? issuedAt,
      fault: 'fault' in read ? read.fault : undefined,
    };
  }

  /** @throws Error when the envelope is malformed, which only a replayed dead letter can be */
  event({ eventId, appId, instanceId, envelope, eventTime }: StoredEvent): WixEvent {
    const read = readEnvelope(envelope);
    if ('fault' in read) throw new Error(read.fault);
    return {
      id: eventId,
      type: read.eventType,
      appId,
      instanceId: instanceId ?? undefined,
      siteId: parseSiteId(read.siteId),
      time: eventTime.getTime(),
      identity: readWixIdentity(read.identity),
      data: read.data,
    };
  }
}

/** What is no text to PostgreSQL is no JSON either, so nothing that could be read is lost. */
const storable = (text: string): string => text.replaceAll(/[\0\p{Surrogate}]/gu, '\uFFFD');

/** JSON keeps the parts apart. */
function hash(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
