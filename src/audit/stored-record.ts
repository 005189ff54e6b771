import type { AuditEntry, AuditRecord } from './audit.record';

/** A record in the database: without the names of its fields, which would be half of it. */
export type StoredRecord = readonly [
  /** Milliseconds since 1970. */
  at: number,
  serial: number,
  instanceId: AuditRecord['instanceId'],
  identityType: AuditRecord['identityType'],
  identityId: string,
  route: string,
  wixCall: AuditRecord['wixCall'],
  outcome: AuditRecord['outcome'],
  result: string | null,
  requestId: string,
];

/** Of one value; a path that code made up may be of any length. */
const MOST_CHARACTERS = 500;
/** What PostgreSQL's `jsonb`, and so an export, cannot hold: NUL, and halves of characters. */
const UNSTORABLE = /[\0\p{Surrogate}]/gu;

export function toStored({ serial, use, outcome, result }: AuditEntry): StoredRecord {
  return [
    use.at,
    serial,
    use.instanceId,
    use.identity.type,
    bounded(use.identity.id),
    bounded(use.route),
    // What is left of a call is one still.
    bounded(use.call) as AuditRecord['wixCall'],
    outcome,
    result === undefined ? null : String(result),
    bounded(use.requestId),
  ];
}

export function fromStored(
  [at, serial, instanceId, identityType, identityId, route, wixCall, outcome, result, requestId]: StoredRecord,
  processId: string,
): AuditRecord {
  return {
    at: new Date(at).toISOString(),
    processId,
    serial,
    instanceId,
    identityType,
    identityId,
    route,
    wixCall,
    outcome,
    result,
    requestId,
  };
}

function bounded(text: string): string {
  return text.slice(0, MOST_CHARACTERS).replace(UNSTORABLE, '\ufffd');
}
